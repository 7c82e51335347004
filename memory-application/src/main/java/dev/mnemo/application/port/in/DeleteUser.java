package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;

/** Forgets everything of a user, and nothing of anybody else. */
public interface DeleteUser {

  /**
   * Deletes the user's sessions, own datasets with their content, what others' datasets hold of the
   * user's sessions, grants given and received, usage, jobs, feedback and directory entry. Oneself,
   * or as an administrator anybody; the user need not be registered. Can be repeated safely, also
   * after a failure in the middle.
   *
   * @param mode whether to delete, or only to tell what would go
   * @throws dev.mnemo.domain.exception.AccessDeniedException if it is another user, and the caller
   *     no administrator
   */
  DeletionReport delete(UserScope scope, UserId user, ForgetMode mode);
}
