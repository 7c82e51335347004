package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserScope;
import java.util.List;

/** Lists the caller's jobs. */
public interface ListJobs {

  /**
   * The newest jobs, newest first, as {@link ShowJob} shows them.
   *
   * @param limit how many at most, 1 to 1,000
   */
  List<Job> list(UserScope scope, int limit);
}
