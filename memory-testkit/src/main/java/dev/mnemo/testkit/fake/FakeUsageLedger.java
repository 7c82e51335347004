package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UsageLedger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls in memory, which a test may look at. */
public final class FakeUsageLedger implements UsageLedger {

  private record Key(UserId user, String id) {}

  private final Map<Key, ModelCall> calls = new LinkedHashMap<>();

  /** Everything recorded, in that order. */
  public synchronized List<ModelCall> calls() {
    return List.copyOf(calls.values());
  }

  @Override
  public synchronized void record(List<ModelCall> added) {
    added.forEach(call -> calls.putIfAbsent(new Key(call.user(), call.id()), call));
  }

  @Override
  public synchronized Map<Optional<String>, UsageTotal> totals(
      UserId user, TimeRange range, UsageBy by) {
    Map<Optional<String>, UsageTotal> totals = new HashMap<>();
    calls.values().stream()
        .filter(call -> call.user().equals(user) && range.contains(call.at()))
        .forEach(
            call -> totals.merge(by.groupOf(call), UsageTotal.of(call.usage()), UsageTotal::plus));
    return Map.copyOf(totals);
  }

  @Override
  public synchronized long forget(UserId user) {
    long before = calls.size();
    calls.keySet().removeIf(key -> key.user().equals(user));
    return before - calls.size();
  }
}
