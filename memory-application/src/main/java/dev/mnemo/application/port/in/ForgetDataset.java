package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserScope;

/** Forgets a dataset with all its content; sessions stay untouched. */
public interface ForgetDataset {

  /**
   * Removes the dataset's content, its grants and the dataset. Forgetting an own dataset that is
   * not there is no error, as what is left after a failure in the middle must go.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if it is another's, and the caller cannot
   *     read it
   * @throws dev.mnemo.domain.exception.AccessDeniedException if it is another's that the caller can
   *     read
   */
  DeletionReport forget(UserScope scope, DatasetRef dataset, ForgetMode mode);
}
