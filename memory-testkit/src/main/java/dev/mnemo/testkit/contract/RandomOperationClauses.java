package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of calls by chance, each of which must give what a simple model gives. A failure names
 * the seed and the fewest steps found that show it. The system property {@value #SEED} names
 * another seed to try, instead of the usual ones.
 */
public interface RandomOperationClauses extends SessionCacheFixture {

  /** The system property that names a seed. */
  String SEED = "mnemo.testkit.seed";

  @Test
  default void randomCallsShouldGiveWhatTheModelGives() {
    long given = Long.getLong(SEED, 0);
    for (long seed : given == 0 ? LongStream.rangeClosed(1, 3).toArray() : new long[] {given}) {
      Optional<Duration> timeToLive =
          seed % 3 == 0 ? Optional.empty() : Optional.of(Duration.ofHours(12));
      RandomRun run = new RandomRun(this, timeToLive);
      Optional<RandomRun.Difference> difference = run.of(RandomSteps.of(seed, 1_500));
      difference.ifPresent(first -> fail("seed %d: %s".formatted(seed, run.shortened(first))));
    }
  }
}
