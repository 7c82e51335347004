package dev.mnemo.testkit.contract;

import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.port.SessionCache;
import java.time.Duration;
import java.util.function.Function;

/**
 * One call of a random test, which may be made again on another cache.
 *
 * @param text what it does, for people
 * @param pause how far the clock moves before it
 */
record RandomStep(String text, Duration pause, Function<SessionCache, Object> call) {

  /** What the call gives: its result, or the kind of failure that it ends with. */
  Object on(SessionCache cache) {
    try {
      return call.apply(cache);
    } catch (MnemoException e) {
      return e.getClass().getSimpleName();
    }
  }

  @Override
  public String toString() {
    return pause.isZero() ? text : "%s, after %s".formatted(text, pause);
  }
}
