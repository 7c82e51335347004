package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The words around what a model is given. What it is to do with a question is the core's to say.
 *
 * @param answerMessage how conversation, context and question are put to it; holds each of {@code
 *     {conversation}}, {@code {context}} and {@code {question}} once
 * @param rewritingInstructions how to make a follow-up stand on its own
 * @param extractionInstructions what to take out of a passage; the wanted types and the shape of
 *     the JSON are added to it
 */
public record ChatPromptConfig(
    String answerMessage, String rewritingInstructions, String extractionInstructions) {

  /** The file of the answer message, wherever it is kept. */
  public static final String ANSWER_MESSAGE = "answer-message.txt";

  /** The file of the instructions for rewriting. */
  public static final String REWRITING_INSTRUCTIONS = "rewriting-instructions.txt";

  /** The file of the instructions for extraction. */
  public static final String EXTRACTION_INSTRUCTIONS = "extraction-instructions.txt";

  private static final int LONGEST = 100_000;

  /** The texts that come with this adapter. */
  public static final ChatPromptConfig BUILT_IN =
      new ChatPromptConfig(
          builtIn(ANSWER_MESSAGE),
          builtIn(REWRITING_INSTRUCTIONS),
          builtIn(EXTRACTION_INSTRUCTIONS));

  public ChatPromptConfig {
    Require.identifier(ANSWER_MESSAGE, answerMessage, LONGEST);
    for (String place : PromptMessages.PLACES) {
      int first = answerMessage.indexOf(place);
      if (first < 0 || first != answerMessage.lastIndexOf(place)) {
        throw new InvalidInputException(
            ANSWER_MESSAGE, answerMessage, "write %s in it, once".formatted(place));
      }
    }
    Require.identifier(REWRITING_INSTRUCTIONS, rewritingInstructions, LONGEST);
    Require.identifier(EXTRACTION_INSTRUCTIONS, extractionInstructions, LONGEST);
  }

  private static String builtIn(String name) {
    try (InputStream text = ChatPromptConfig.class.getResourceAsStream(name)) {
      if (text == null) {
        throw new IllegalStateException(
            name + " is missing beside " + ChatPromptConfig.class.getName() + "; rebuild the jar");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
