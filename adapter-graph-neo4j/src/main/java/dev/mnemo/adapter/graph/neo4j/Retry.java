package dev.mnemo.adapter.graph.neo4j;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * Repeats what met a passing trouble: a deadlock, an expired connection, a node deleted meanwhile,
 * a pooled connection that turned out to be dead. The driver's own repetition begins with a pause
 * of a second, and goes on where nobody answers, although the server may long be up at another
 * address.
 *
 * @param most what the pauses in between add up to at most
 */
record Retry(Duration most) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** In pauses; a server behind a proxy that takes every connection and drops it is gone, too. */
  private static final Duration MOST_FOR_DEAD_CONNECTIONS = Duration.ofSeconds(1);

  /** The result of {@code work}, or its last failure. */
  <T> T call(Supplier<T> work) {
    Duration pause = FIRST_PAUSE;
    Duration paused = Duration.ZERO;
    while (true) {
      try {
        return work.get();
      } catch (Neo4jException e) {
        paused = paused.plus(pause);
        if (paused.compareTo(mostAfter(e)) > 0 || !slept(pause)) {
          throw e;
        }
      }
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
    }
  }

  /**
   * What the pauses may add up to where {@code failure} was the last; nothing for a lasting one.
   */
  private Duration mostAfter(Neo4jException failure) {
    if (failure instanceof ServiceUnavailableException) {
      return nobodyThere(failure)
          ? Duration.ZERO
          : Collections.min(List.of(most, MOST_FOR_DEAD_CONNECTIONS));
    }
    boolean passing = StaleNode.isBehind(failure) || failure instanceof RetryableException;
    return passing ? most : Duration.ZERO;
  }

  private static boolean nobodyThere(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
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
