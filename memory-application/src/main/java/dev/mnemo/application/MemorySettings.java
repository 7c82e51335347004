package dev.mnemo.application;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.time.Duration;

/**
 * What an operator may tune in the core.
 *
 * @param window how many recent entries go into a prompt
 * @param chunkWords how many words a chunk holds at most
 * @param extractionsAtOnce how many chunks of a text are extracted at the same time
 * @param abandonedAfter how long a running session may be idle before it counts as abandoned
 * @param searchTimeout how long a search may take, from the question to the end of the answer
 * @param lease how long a session or a job that is worked on waits for its worker before another
 *     may take it up
 * @param answerInstructions what a model is told to do with a question, its context and history
 * @param prices what models cost
 */
public record MemorySettings(
    int window,
    int chunkWords,
    int extractionsAtOnce,
    Duration abandonedAfter,
    Duration searchTimeout,
    Duration lease,
    String answerInstructions,
    PriceTable prices) {

  private static final Duration SHORTEST_SEARCH = Duration.ofMillis(1);
  private static final Duration LONGEST_SEARCH = Duration.ofDays(1);
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);
  private static final Duration LONGEST_LEASE = Duration.ofDays(1);

  private static final int LONGEST_INSTRUCTIONS = 100_000;

  /**
   * 10 entries, 200 words, 4 chunks, 30 minutes, 2 minutes, 10 seconds, the instructions and the
   * list prices that are built in.
   */
  public static final MemorySettings DEFAULT =
      new MemorySettings(
          10,
          200,
          4,
          Duration.ofMinutes(30),
          Duration.ofMinutes(2),
          Duration.ofSeconds(10),
          Instructions.forAnswers(),
          PriceTable.builtIn());

  public MemorySettings {
    Require.between("window", window, 1, 1_000);
    Require.between("chunk words", chunkWords, 20, 10_000);
    Require.between("extractions at once", extractionsAtOnce, 1, 100);
    Require.present("abandoned after", abandonedAfter);
    Require.present("search timeout", searchTimeout);
    if (searchTimeout.compareTo(SHORTEST_SEARCH) < 0
        || searchTimeout.compareTo(LONGEST_SEARCH) > 0) {
      throw new InvalidInputException("search timeout", searchTimeout, "use 1ms to 24h");
    }
    Require.present("lease", lease);
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      throw new InvalidInputException("lease", lease, "use 100ms to 24h");
    }
    Require.identifier("answer instructions", answerInstructions, LONGEST_INSTRUCTIONS);
    Require.present("prices", prices);
  }

  /** This with another bound for searches. */
  public MemorySettings withSearchTimeout(Duration time) {
    return new MemorySettings(
        window,
        chunkWords,
        extractionsAtOnce,
        abandonedAfter,
        time,
        lease,
        answerInstructions,
        prices);
  }

  /** This with another lease. */
  public MemorySettings withLease(Duration time) {
    return new MemorySettings(
        window,
        chunkWords,
        extractionsAtOnce,
        abandonedAfter,
        searchTimeout,
        time,
        answerInstructions,
        prices);
  }

  /** This with other prices. */
  public MemorySettings withPrices(PriceTable other) {
    return new MemorySettings(
        window,
        chunkWords,
        extractionsAtOnce,
        abandonedAfter,
        searchTimeout,
        lease,
        answerInstructions,
        other);
  }
}
