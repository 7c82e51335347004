package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

  @Test
  void theSummariesOfTheChunksShouldMakeTheDigest() {
    assertThat(Digest.of("Text.", List.of("One.", " ", "Two. "))).isEqualTo("One. Two.");
  }

  @Test
  void withoutSummariesTheFirstSentencesShouldStandForTheText() {
    String text = " Alice lives in Paris. " + "She works there. ".repeat(100);

    assertThat(Digest.of(text, List.of("", "")))
        .startsWith("Alice lives in Paris. She works there.")
        .endsWith("there.")
        .hasSizeLessThanOrEqualTo(300);
  }

  @Test
  void aDigestShouldStayShort() {
    assertThat(Digest.of("Text.", Collections.nCopies(1_000, "A summary.")))
        .hasSizeLessThanOrEqualTo(1_000);
    assertThat(Digest.of("Text.", List.of("😀".repeat(9_999)))).hasSizeLessThanOrEqualTo(1_000);
    assertThat(Digest.of("x".repeat(9_999), List.of())).hasSizeLessThanOrEqualTo(1_000);
  }

  @Test
  void aDigestShouldNeverBeBlank() {
    assertThat(Digest.of(" \n\n  a\n\n ", List.of(" "))).isEqualTo("a");
  }
}
