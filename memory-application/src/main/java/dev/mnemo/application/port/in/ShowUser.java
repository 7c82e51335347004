package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;

/** Reads a user's entry in the directory. */
public interface ShowUser {

  /**
   * Shows oneself, or to an administrator anybody.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the user was not registered
   * @throws dev.mnemo.domain.exception.AccessDeniedException if it is another user, and the caller
   *     no administrator
   */
  User show(UserScope scope, UserId user);
}
