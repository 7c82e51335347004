package dev.mnemo.application.port.in;

/** Does the work that was left to the background, of all users; each job with its user's rights. */
public interface WorkOnJobs {

  /**
   * Takes the job that waits longest, or whose worker vanished, and works on it until it has ended.
   * A job that fails is marked so, with its cause; that never throws.
   *
   * @return whether there was one
   * @throws dev.mnemo.domain.exception.BackendUnavailableException if jobs cannot be claimed
   */
  boolean workOnOne();
}
