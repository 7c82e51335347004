package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;

/** Registers a user. */
public interface CreateUser {

  /**
   * Registers oneself, or as an administrator anybody.
   *
   * @throws dev.mnemo.domain.exception.ConflictException if the id is taken
   * @throws dev.mnemo.domain.exception.AccessDeniedException if it is another user's, and the
   *     caller no administrator
   */
  User create(UserScope scope, UserId user, Metadata metadata);
}
