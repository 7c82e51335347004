package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.WriteReport;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Numbers of things are never below zero. */
final class CountsTest {

  @Test
  void countsOfSessionsShouldBeRefusedBelowZero() {
    assertRefused("sessions", () -> new DeletedSessions(-1, 0));
    assertRefused("entries", () -> new DeletedSessions(0, -1));
    assertRefused("total", () -> new SessionPage(List.of(), -1, Optional.empty()));
    assertRefused(
        "entries",
        () ->
            new Session(
                SessionKey.of("alice", "s"),
                Samples.NOON,
                Samples.NOON,
                Optional.empty(),
                -1,
                Usage.NONE,
                Metadata.NONE,
                Optional.empty()));
  }

  @Test
  void countsOfAGraphShouldBeRefusedBelowZero() {
    assertRefused("documents", () -> new GraphCounts(-1, 0, 0, 0, 0));
    assertRefused("chunks", () -> new GraphCounts(0, -1, 0, 0, 0));
    assertRefused("entities", () -> new GraphCounts(0, 0, -1, 0, 0));
    assertRefused("facts", () -> new GraphCounts(0, 0, 0, -1, 0));
    assertRefused("summaries", () -> new GraphCounts(0, 0, 0, 0, -1));
    assertRefused("added", () -> new WriteReport(-1, 0, 0, 0, 0));
    assertRefused("unchanged", () -> new WriteReport(0, -1, 0, 0, 0));
    assertRefused("replaced", () -> new WriteReport(0, 0, -1, 0, 0));
    assertRefused("nodes", () -> new WriteReport(0, 0, 0, -1, 0));
    assertRefused("facts", () -> new WriteReport(0, 0, 0, 0, -1));
  }

  @Test
  void theProgressOfAJobShouldBeRefusedBelowZero() {
    assertRefused("attempts", () -> job(-1, 0, 0));
    assertRefused("done", () -> job(0, -1, 0));
    assertRefused("total", () -> job(0, 0, -1));
  }

  private static Job job(int attempts, long done, long total) {
    return new Job(
        "job",
        UserId.DEFAULT,
        "improve",
        Metadata.NONE,
        Job.State.RUNNING,
        attempts,
        done,
        total,
        Optional.empty(),
        Samples.NOON,
        Samples.NOON,
        Optional.empty());
  }

  private static void assertRefused(String field, ThrowingCallable making) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(making)
        .withMessage(field + " was '-1'; use 0 or more");
  }
}
