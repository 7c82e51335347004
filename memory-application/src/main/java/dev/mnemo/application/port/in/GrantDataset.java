package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Permission;

/** Shares an own dataset. */
public interface GrantDataset {

  /**
   * Allows a user the use of the caller's dataset; granting again replaces the permission. What the
   * sessions of its users brought into it stays visible to each of them alone.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the caller has no such dataset
   * @throws dev.mnemo.domain.exception.InvalidInputException if the user is the caller
   */
  DatasetView grant(UserScope scope, DatasetName dataset, UserId user, Permission permission);
}
