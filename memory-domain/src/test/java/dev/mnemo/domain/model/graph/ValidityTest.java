package dev.mnemo.domain.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ValidityTest {

  private static final Instant START = Instant.parse("2010-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2015-01-01T00:00:00Z");

  @Test
  void itShouldIncludeItsStartAndNotItsEnd() {
    Validity validity = new Validity(Optional.of(START), Optional.of(END));

    assertThat(validity.includes(START.minusNanos(1))).isFalse();
    assertThat(validity.includes(START)).isTrue();
    assertThat(validity.includes(END.minusNanos(1))).isTrue();
    assertThat(validity.includes(END)).isFalse();
  }

  @Test
  void anUnknownBoundShouldExcludeNothing() {
    assertThat(Validity.UNKNOWN.includes(Instant.MIN)).isTrue();
    assertThat(Validity.UNKNOWN.includes(Instant.MAX)).isTrue();
    assertThat(Validity.from(START).includes(Instant.MAX)).isTrue();
    assertThat(Validity.from(START).includes(START.minusNanos(1))).isFalse();
    assertThat(new Validity(Optional.empty(), Optional.of(END)).includes(Instant.MIN)).isTrue();
  }

  @Test
  void oneThatEndsWhereItStartsShouldIncludeNothing() {
    Validity moment = new Validity(Optional.of(START), Optional.of(START));

    assertThat(moment.includes(START)).isFalse();
  }

  @Test
  void anEndBeforeTheStartShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new Validity(Optional.of(END), Optional.of(START)))
        .withMessage(
            "invalid at was '2010-01-01T00:00:00Z'; "
                + "use a time not before valid at, 2015-01-01T00:00:00Z");
  }
}
