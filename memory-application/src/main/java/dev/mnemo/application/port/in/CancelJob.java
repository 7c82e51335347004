package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserScope;

/** Cancels a job. */
public interface CancelJob {

  /**
   * Cancels it: one that is under way stops before its next entry, and what it wrote stays. One
   * that has ended stays as it is.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the caller has no such job
   */
  Job cancel(UserScope scope, String id);
}
