package dev.mnemo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That they run; what they show is for a quiet machine. */
class BenchmarksTest {

  @Test
  void theCacheBenchmarkShouldAppendAndReadSessionsOfTheLengthAskedFor() throws Exception {
    FileCacheBenchmark benchmark = new FileCacheBenchmark();
    benchmark.entries = 20;
    benchmark.total = 40;
    benchmark.fill();
    try {
      assertThat(benchmark.append().sequence()).isEqualTo(21);
      assertThat(benchmark.lastTen().entries()).hasSize(10);
    } finally {
      benchmark.remove();
    }
  }

  @Test
  void theRedisRunShouldEnd() {
    assertThatCode(() -> new RedisRun(4, 20).run()).doesNotThrowAnyException();
  }

  @Test
  void theFileRunShouldEnd() {
    assertThatCode(() -> new FileRun(4, Duration.ofMillis(10), 20).run())
        .doesNotThrowAnyException();
  }

  @Test
  void theSearchRunShouldEnd() {
    assertThatCode(() -> new SearchRun(3, 2).run()).doesNotThrowAnyException();
  }

  @Test
  void theRecallScaleRunShouldEnd() {
    assertThatCode(() -> new RecallScaleRun(200, 3, 2, 3).run()).doesNotThrowAnyException();
  }

  @Test
  void theModelRunShouldEnd() {
    assertThatCode(() -> new ModelRun(3, 5, 2, Duration.ofMillis(300), List.of(2, 12)).run())
        .doesNotThrowAnyException();
  }

  @Test
  void theImproveRunShouldEnd() {
    assertThatCode(
            () ->
                new ImproveRun(3, 5, 10, Duration.ofMillis(5))
                    .run(EnumSet.allOf(ImproveRun.Part.class)))
        .doesNotThrowAnyException();
  }
}
