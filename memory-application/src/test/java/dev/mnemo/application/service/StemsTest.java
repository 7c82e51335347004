package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StemsTest {

  @Test
  void wordsShouldBeRunsOfLettersAndNumbersAsTheyStandThere() {
    assertThat(Stems.words("Ann's caf\u00e9, \u4e2d\u6587 42\u00bd (\ud835\udc00)!"))
        .containsExactly("Ann", "s", "caf\u00e9", "\u4e2d\u6587", "42\u00bd", "\ud835\udc00");
    assertThat(Stems.words(" \u2026 ")).isEmpty();
    assertThat(Stems.words("")).isEmpty();
  }

  @Test
  void stemsShouldBeOfTellingWordsWithoutTheirEndings() {
    assertThat(Stems.of("She stopped sailing to the islands."))
        .containsExactly("stop", "sail", "island");
  }
}
