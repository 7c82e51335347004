package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;

/** Brings the entries of sessions into the knowledge graph, each exactly once. */
public interface PersistSessions {

  /**
   * Extracts the entries that the dataset does not hold yet, or holds in an earlier form, and
   * builds the graph from them, under the node set {@code user_sessions_from_cache}. What was
   * written stays whatever fails afterwards, and the next run goes on there; a run that finds
   * nothing new calls no model. A session that fails does not stop the others, nor does an entry
   * that the model makes nothing of.
   *
   * @param progress is told how many entries are done, of those that are known to be left
   * @throws dev.mnemo.domain.exception.NotFoundException if there is no such dataset that the
   *     caller can read, or nothing was remembered in it yet
   * @throws dev.mnemo.domain.exception.AccessDeniedException if the caller may read it only
   */
  PersistReport persist(UserScope scope, PersistRequest request, Progress progress);
}
