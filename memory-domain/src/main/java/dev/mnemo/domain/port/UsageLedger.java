package dev.mnemo.domain.port;

import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every model call cost, call by call. Times count to the microsecond, costs to the 10⁻¹²
 * dollar. What is recorded stays until its user is forgotten, longer than the sessions it names.
 *
 * <p>All methods throw {@link dev.mnemo.domain.exception.BackendUnavailableException} while the
 * backend cannot be used.
 */
public interface UsageLedger {

  /** Adds calls, durably when it returns. A call that is there already is not counted again. */
  void record(List<ModelCall> calls);

  /**
   * What a user's calls of a time range cost, by {@link UsageBy#groupOf} of them; no group for what
   * has no calls. Memory is needed for the groups, not for the calls.
   */
  Map<Optional<String>, UsageTotal> totals(UserId user, TimeRange range, UsageBy by);

  /** Forgets all calls of one user, and nobody else's; how many there were. */
  long forget(UserId user);
}
