package dev.mnemo.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.testkit.Clauses;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a random test says when it fails is enough to see why. */
final class RandomCallsTest {

  @Test
  void aDifferenceShouldBeToldWithItsSeedAndTheFewStepsThatShowIt() {
    SessionCacheContract subject = BrokenLongRuns.forgettingFeedback().subject().get();

    String message =
        Clauses.rejection(subject, "randomCallsShouldGiveWhatTheModelGives")
            .orElseThrow()
            .getMessage();

    assertThat(message).startsWith("seed 1: ").contains("gave", "expected", "by these steps:");
    List<String> steps = message.lines().dropWhile(line -> !line.contains("by these")).toList();
    // An entry, its feedback, the ending, and the call that shows it.
    assertThat(steps).hasSize(5);
    assertThat(steps.get(1)).contains("append e");
    assertThat(steps.get(2)).contains("change entry e", "Feedback");
    assertThat(steps.get(3)).contains("End[");
  }
}
