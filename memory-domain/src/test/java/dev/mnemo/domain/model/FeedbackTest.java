package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedbackTest {

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0.25", "3, 0.5", "4, 0.75", "5, 1"})
  void theRewardShouldSpreadTheScoresFromZeroToOne(int score, double reward) {
    assertThat(new Feedback(score, "").reward()).isEqualTo(reward);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void otherScoresShouldBeRefused(int score) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new Feedback(score, "good"))
        .withMessage("feedback score was '%d'; use a whole number from 1 to 5".formatted(score));
  }

  @Test
  void theWordsMayBeEmpty() {
    assertThat(new Feedback(3, "").text()).isEmpty();
  }
}
