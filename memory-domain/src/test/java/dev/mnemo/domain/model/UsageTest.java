package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UsageTest {

  private static final Usage UNPRICED = new Usage(5, 7, Optional.empty(), true);

  @Test
  void tokensAndCostsShouldAddUpExactly() {
    Usage sum = Usage.NONE;
    for (int i = 0; i < 10; i++) {
      sum = sum.plus(cost(1, 2, "0.1"));
    }

    assertThat(sum).isEqualTo(cost(10, 20, "1"));
  }

  @Test
  void anUnknownCostShouldMakeTheSumUnknownAndNotZero() {
    assertThat(cost(1, 1, "2").plus(UNPRICED).costUsd()).isEmpty();
    assertThat(UNPRICED.plus(cost(1, 1, "2")).costUsd()).isEmpty();
    assertThat(UNPRICED.plus(Usage.NONE)).isEqualTo(UNPRICED);
  }

  @Test
  void anEstimateShouldMakeTheSumAnEstimate() {
    assertThat(cost(1, 1, "2").plus(UNPRICED).estimated()).isTrue();
    assertThat(UNPRICED.plus(cost(1, 1, "2")).estimated()).isTrue();
    assertThat(cost(1, 1, "2").plus(cost(1, 1, "2")).estimated()).isFalse();
  }

  @Test
  void theSameMoneyShouldBeEqualHoweverItIsWritten() {
    assertThat(cost(1, 1, "1.50")).isEqualTo(cost(1, 1, "1.5"));
    assertThat(cost(1, 1, "1E+3")).isEqualTo(cost(1, 1, "1000"));
    assertThat(cost(1, 1, "1E+3").costUsd().orElseThrow()).hasToString("1000");
    assertThat(cost(0, 0, "0.000")).isEqualTo(Usage.NONE);
  }

  @Test
  void lessThanNothingShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> cost(-1, 0, "0"))
        .withMessage("tokens in was '-1'; use 0 or more");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> cost(0, -1, "0"))
        .withMessage("tokens out was '-1'; use 0 or more");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> cost(0, 0, "-0.01"))
        .withMessage("cost was '-0.01'; use 0 or more US dollars");
  }

  // Failing instead would make every total of a user fail from one wrong figure on.
  @Test
  void aSumThatIsTooLargeShouldStayAtTheGreatestNumberRatherThanWrapOrFail() {
    Usage most = cost(Long.MAX_VALUE, Long.MAX_VALUE - 1, "1");

    assertThat(most.plus(cost(1, 1, "2"))).isEqualTo(cost(Long.MAX_VALUE, Long.MAX_VALUE, "3"));
    assertThat(most.plus(most)).isEqualTo(cost(Long.MAX_VALUE, Long.MAX_VALUE, "2"));
  }

  @Test
  void whatIsLeftShouldMakeTheWholeAgainWithThePart() {
    for (Usage part : List.of(Usage.NONE, UNPRICED, cost(1, 2, "0.5"))) {
      for (Usage rest : List.of(Usage.NONE, UNPRICED, cost(10, 20, "1.5"))) {
        Usage whole = part.plus(rest);

        assertThat(part.plus(whole.less(part))).isEqualTo(whole);
      }
      assertThat(part.less(part)).isEqualTo(Usage.NONE);
    }
  }

  @Test
  void nothingShouldBeLeftWhereThePartIsMoreThanTheWhole() {
    assertThat(cost(1, 1, "1").less(cost(5, 5, "5"))).isEqualTo(Usage.NONE);
  }

  private static Usage cost(long in, long out, String usd) {
    return new Usage(in, out, Optional.of(new BigDecimal(usd)), false);
  }
}
