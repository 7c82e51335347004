package dev.mnemo.application;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a model is told to do, kept as a text beside the code. */
final class Instructions {

  private static final String ANSWER = "answer-instructions.txt";

  private Instructions() {}

  /** How to answer a question from context and history. */
  static String forAnswers() {
    try (InputStream text = Instructions.class.getResourceAsStream(ANSWER)) {
      if (text == null) {
        throw new IllegalStateException(
            ANSWER + " is missing beside " + Instructions.class.getName() + "; rebuild the jar");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + ANSWER, e);
    }
  }
}
