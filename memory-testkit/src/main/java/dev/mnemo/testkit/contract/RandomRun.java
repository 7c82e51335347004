package dev.mnemo.testkit.contract;

import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes the same calls on the caches of a fixture and on the model, and compares what they give.
 */
final class RandomRun {

  /** So many runs are spent on finding fewer steps that show the same. */
  private static final int ATTEMPTS = 150;

  /** The steps up to the first whose results differ. */
  record Difference(List<RandomStep> steps, Object given, Object expected) {

    @Override
    public String toString() {
      return "%s%n  gave     %s%n  expected %s%n  by these steps:%n%s"
          .formatted(
              steps.getLast(),
              given,
              expected,
              steps.stream().map(step -> "    " + step).collect(Collectors.joining("\n")));
    }
  }

  private final TestClock clock = TestClock.atNoon();
  private final Optional<Duration> timeToLive;
  private final List<SessionCache> caches;

  RandomRun(SessionCacheFixture fixture, Optional<Duration> timeToLive) {
    this.timeToLive = timeToLive;
    // Two, so that neither may keep in the process what the other changes.
    this.caches = List.of(fixture.open(clock, timeToLive), fixture.open(clock, timeToLive));
  }

  /** The first difference, if any; starts with nothing stored. */
  Optional<Difference> of(List<RandomStep> steps) {
    clock.set(TestClock.NOON);
    caches.getFirst().deleteAll();
    SessionModel model = new SessionModel(clock, timeToLive);
    for (int i = 0; i < steps.size(); i++) {
      RandomStep step = steps.get(i);
      clock.advance(step.pause());
      Object expected = step.on(model);
      Object given = given(step, caches.get(i % caches.size()));
      if (!given.equals(expected)) {
        return Optional.of(new Difference(steps.subList(0, i + 1), given, expected));
      }
    }
    return Optional.empty();
  }

  /** The same with fewer steps, as far as leaving some out still shows a difference. */
  Difference shortened(Difference found) {
    Difference shortest = found;
    int attempts = 0;
    for (int part = found.steps().size() / 2; part > 0; part /= 2) {
      for (int start = 0; start < shortest.steps().size() - 1 && attempts < ATTEMPTS; ) {
        List<RandomStep> fewer = new ArrayList<>(shortest.steps());
        fewer.subList(start, Math.min(start + part, fewer.size() - 1)).clear();
        Optional<Difference> still = of(fewer);
        attempts++;
        if (still.isPresent()) {
          shortest = still.get();
        } else {
          start += part;
        }
      }
    }
    return shortest;
  }

  private static Object given(RandomStep step, SessionCache cache) {
    try {
      return step.on(cache);
    } catch (RuntimeException | AssertionError e) {
      return e;
    }
  }
}
