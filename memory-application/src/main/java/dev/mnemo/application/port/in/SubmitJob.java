package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserScope;

/** Leaves work to the background. */
public interface SubmitJob {

  /**
   * Queues the work and returns at once; {@link WorkOnJobs} does it, in this process or another.
   * What the caller may do is checked here, and again when the work is done.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if there is no such dataset that the
   *     caller can read, or nothing was remembered in it yet
   * @throws dev.mnemo.domain.exception.AccessDeniedException if the caller may read it only
   */
  Job submit(UserScope scope, JobRequest request);
}
