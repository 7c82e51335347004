package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentHashTest {

  @Test
  void itShouldBeTheSha256OfTheTextsEachBehindItsLengthInBytes() {
    // Of "4:abcd2:é" in UTF-8, by another implementation.
    assertThat(ContentHash.of("abcd", "é").value())
        .isEqualTo("e1918031a338d6f418fcab8527cc5d96c123380c6b5a43f6c14b42eb7e318e77");
  }

  @Test
  void listsOfTextsThatAreAlikeWhenJoinedShouldDiffer() {
    assertThat(
            new ContentHash[] {
              ContentHash.of(),
              ContentHash.of(""),
              ContentHash.of("", ""),
              ContentHash.of("ab"),
              ContentHash.of("a", "b"),
              ContentHash.of("ab", ""),
              ContentHash.of("1:a1:b")
            })
        .doesNotHaveDuplicates();
    assertThat(ContentHash.of("a", "b")).isEqualTo(ContentHash.of("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8550"
      })
  void otherTextsShouldBeNoHash(String value) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new ContentHash(value))
        .withMessage("content hash was '%s'; give 64 lower-case hex digits".formatted(value));
  }
}
