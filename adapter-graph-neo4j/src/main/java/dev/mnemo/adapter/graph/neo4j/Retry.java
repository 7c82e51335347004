package dev.mnemo.adapter.graph.neo4j;

import java.time.Duration;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * Repeats what met a passing trouble: a deadlock, an expired connection, a node deleted meanwhile.
 * The driver's own repetition begins with a pause of a second, and goes on where nobody answers,
 * although the server may long be up at another address.
 *
 * @param most what the pauses in between add up to at most
 */
record Retry(Duration most) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** The result of {@code work}, or its last failure. */
  <T> T call(Supplier<T> work) {
    Duration pause = FIRST_PAUSE;
    Duration left = most;
    while (true) {
      try {
        return work.get();
      } catch (Neo4jException e) {
        left = left.minus(pause);
        if (!isPassing(e) || left.isNegative() || !slept(pause)) {
          throw e;
        }
      }
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
    }
  }

  private static boolean isPassing(Neo4jException failure) {
    return StaleNode.isBehind(failure)
        || (failure instanceof RetryableException
            && !(failure instanceof ServiceUnavailableException));
  }

  private static boolean slept(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
