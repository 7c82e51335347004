package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.domain.exception.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {

  private final Slots slots = Slots.builtIn();

  @ParameterizedTest
  @CsvSource({
    "lives in, residence",
    "Lives  in, residence",
    "live in, residence",
    "is living in, residence",
    "has lived in, residence",
    "moved to, residence",
    "moved back to, residence",
    "has moved to, residence",
    "relocated to, residence",
    "settled in, residence",
    "lives_in, residence",
    "works at, employer",
    "works for, employer",
    "is employed by, employer",
    "works as, occupation",
    "is married to, spouse",
    "married, spouse",
  })
  void aPredicateOfOneValueAtATimeShouldHaveItsSlot(String predicate, String slot) {
    assertThat(slots.of(predicate)).contains(slot);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "likes",
        "knows",
        "visited",
        "works with",
        "lived in",
        "worked at",
        "moved from london to paris",
        "moved from",
        "is",
        "was married to",
        "lives near",
        "believes in"
      })
  void aPredicateThatMayHoldOfSeveralOrIsOverShouldHaveNone(String predicate) {
    assertThat(slots.of(predicate)).isEmpty();
  }

  @Test
  void theFirstPatternShouldCount() {
    Slots own = Slots.parse("# places\n\none: lives .*\ntwo: lives in\n");

    assertThat(own.of("lives in")).contains("one");
  }

  @Test
  void aLineThatIsNoPatternShouldBeRefused() {
    assertThatThrownBy(() -> Slots.parse("lives in"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lives in");
    assertThatThrownBy(() -> Slots.parse("home: ("))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("regular expression");
  }
}
