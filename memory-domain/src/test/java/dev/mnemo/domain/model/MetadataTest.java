package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetadataTest {

  @Test
  void theOrderOfTheNamesShouldBeKept() {
    Metadata metadata = Metadata.NONE.with("z", "1").with("a", "2").with("m", "").with("z", "3");

    assertThat(metadata.values())
        .containsExactly(Map.entry("z", "3"), Map.entry("a", "2"), Map.entry("m", ""));
  }

  @Test
  void laterChangesOfTheGivenMapShouldNotReachIt() {
    Map<String, String> given = new LinkedHashMap<>(Map.of("title", "Holidays"));
    Metadata metadata = new Metadata(given);

    given.put("title", "Work");

    assertThat(metadata.values()).containsExactly(Map.entry("title", "Holidays"));
    assertThat(Metadata.NONE.with("a", "b").values()).isUnmodifiable();
    assertThat(Metadata.NONE.values()).isEmpty();
  }

  @Test
  void namesAndValuesThatNoStoreCanKeepShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Metadata.NONE.with(" ", "x"))
        .withMessageStartingWith("metadata name was ' '; give a non-blank text of at most 256");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Metadata.NONE.with("n".repeat(257), "x"))
        .withMessageContaining("at most 256 characters");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Metadata.NONE.with("title", null))
        .withMessage("metadata 'title' was missing; give a text, which may be empty");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Metadata.NONE.with("title", "\udc69"))
        .withMessageContaining("use well-formed Unicode");
  }
}
