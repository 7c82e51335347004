package dev.mnemo.domain.port;

import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.UserId;
import java.time.Instant;
import java.util.List;

/** What every model call cost, call by call. */
public interface UsageLedger {

  /** Adds a call. */
  void record(ModelCall call);

  /** A user's calls from {@code from} (included) to {@code to} (excluded), oldest first. */
  List<ModelCall> calls(UserId user, Instant from, Instant to);
}
