package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UserScope;

/** What the caller's model calls cost. */
public interface ShowUsage {

  /**
   * The calls of a time range, added up. Calls inside this process, which cost nothing, are not
   * among them.
   *
   * @throws dev.mnemo.domain.exception.BackendUnavailableException if no ledger is kept
   */
  UsageReport show(UserScope scope, TimeRange range, UsageBy by);
}
