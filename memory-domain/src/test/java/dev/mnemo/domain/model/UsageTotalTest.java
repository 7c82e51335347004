package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UsageTotalTest {

  private static final Usage PRICED = new Usage(10, 2, Optional.of(new BigDecimal("0.25")), false);
  private static final Usage UNPRICED = new Usage(5, 7, Optional.empty(), true);

  @Test
  void anUnknownCostShouldLeaveTheKnownPartVisible() {
    UsageTotal total = UsageTotal.of(PRICED).plus(UsageTotal.of(UNPRICED));

    assertThat(total.calls()).isEqualTo(2);
    assertThat(total.unpriced()).isEqualTo(1);
    assertThat(total.knownCostUsd()).isEqualTo("0.25");
    assertThat(total.usage()).isEqualTo(new Usage(15, 9, Optional.empty(), true));
  }

  @Test
  void whereEveryCostIsKnownTheSumShouldBe() {
    UsageTotal total = UsageTotal.of(PRICED).plus(UsageTotal.of(PRICED)).plus(UsageTotal.NONE);

    assertThat(total.usage())
        .isEqualTo(new Usage(20, 4, Optional.of(new BigDecimal("0.5")), false));
  }

  @Test
  void moreUnpricedCallsThanCallsShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new UsageTotal(1, 2, Usage.NONE))
        .withMessageContaining("at most 1");
  }

  @Test
  void aRangeShouldHoldItsBeginningAndNotItsEnd() {
    Instant noon = Samples.NOON;
    TimeRange range = new TimeRange(Optional.of(noon), Optional.of(noon.plusSeconds(1)));

    assertThat(range.contains(noon.minusNanos(1))).isFalse();
    assertThat(range.contains(noon)).isTrue();
    assertThat(range.contains(noon.plusSeconds(1))).isFalse();
    assertThat(TimeRange.ALL.contains(Instant.MIN)).isTrue();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new TimeRange(Optional.of(noon), Optional.of(noon.minusNanos(1))))
        .withMessageContaining("or later");
  }

  @Test
  void callsShouldBelongToTheGroupsTheyName() {
    ModelCall call =
        new ModelCall(
            "1",
            new UserId("alice"),
            Optional.of(new SessionId("trip")),
            ModelCall.Operation.EMBED,
            "model",
            PRICED,
            Instant.parse("2026-03-14T23:59:59.999999Z"));

    assertThat(UsageBy.MODEL.groupOf(call)).contains("model");
    assertThat(UsageBy.SESSION.groupOf(call)).contains("trip");
    assertThat(UsageBy.DAY.groupOf(call)).contains("2026-03-14");
    assertThat(UsageBy.OPERATION.groupOf(call)).contains("EMBED");
  }
}
