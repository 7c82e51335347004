package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;

/** Describes a user. */
public interface ChangeUser {

  /**
   * Replaces one's own metadata, or as an administrator anybody's.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the user was not registered
   * @throws dev.mnemo.domain.exception.AccessDeniedException if it is another user, and the caller
   *     no administrator
   */
  User change(UserScope scope, UserId user, Metadata metadata);
}
