package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.NodeId;
import java.util.Set;

/** Forgets documents; sessions stay untouched. */
public interface ForgetDocument {

  /**
   * Removes the documents and what only they supported. Absent ones are no error.
   *
   * @param documents of the dataset; session entries of other users are absent here
   * @throws dev.mnemo.domain.exception.NotFoundException if there is no such dataset that the
   *     caller can read
   * @throws dev.mnemo.domain.exception.AccessDeniedException if the caller may read it only
   */
  DeletionReport forget(
      UserScope scope, DatasetRef dataset, Set<NodeId> documents, ForgetMode mode);
}
