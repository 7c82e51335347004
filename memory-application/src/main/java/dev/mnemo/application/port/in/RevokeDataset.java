package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;

/** Ends the sharing of an own dataset with a user. */
public interface RevokeDataset {

  /**
   * Takes every permission of that user on the caller's dataset away; none is no error.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the caller has no such dataset
   */
  DatasetView revoke(UserScope scope, DatasetName dataset, UserId user);
}
