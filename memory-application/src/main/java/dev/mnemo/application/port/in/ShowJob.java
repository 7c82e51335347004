package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserScope;

/** Reads a job. */
public interface ShowJob {

  /**
   * The job as it stands now; {@code INTERRUPTED} while its worker has vanished and no other has
   * taken it. Its report is JSON, named as {@code docs/jobs.md} tells.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the caller has no such job
   */
  Job show(UserScope scope, String id);
}
