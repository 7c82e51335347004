package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;

/** Shows what a dataset holds. */
public interface ShowDataset {

  /**
   * The dataset with a page of its documents; of persisted entries only those of the caller's own
   * sessions.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if there is no such dataset that the
   *     caller can read
   */
  DatasetContent show(UserScope scope, DatasetContent.Request request);
}
