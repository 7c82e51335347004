package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Prompt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as the messages of a chat: the instructions alone as the system's, and history, context
 * and question as the user's. The history is quoted rather than told as turns, for a model obeys
 * what users seem to have said, and what was said may have been imported or drawn from a document.
 * Nothing in history and context can end the marks around it or spell a control token.
 */
final class PromptMessages {

  /** What a message's template holds, each once. */
  static final List<String> PLACES = List.of("{conversation}", "{context}", "{question}");

  private static final Pattern PLACE = Pattern.compile("\\{(conversation|context|question)}");

  // Those that are not spelt with a less-than sign; local servers read them in any text.
  private static final Pattern CONTROL =
      Pattern.compile("\\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_[A-Z]+|THINK)])");

  private final String template;

  /**
   * @param template holds each of {@link #PLACES} once
   */
  PromptMessages(String template) {
    this.template = template;
  }

  List<ChatMessage> of(Prompt prompt) {
    // In one pass: a place that is named in what was filled in stays text.
    String message = PLACE.matcher(template).replaceAll(place -> filled(prompt, place));
    return List.of(SystemMessage.from(prompt.instructions()), UserMessage.from(message));
  }

  /** The words around what is filled in. */
  String wording() {
    return PLACE.matcher(template).replaceAll("");
  }

  /** Text that cannot be taken for a mark or a control token. */
  static String data(String text) {
    return CONTROL.matcher(text.replace("<", "&lt;")).replaceAll("[ ");
  }

  private static String filled(Prompt prompt, MatchResult place) {
    return Matcher.quoteReplacement(
        switch (place.group(1)) {
          case "conversation" -> conversation(prompt);
          case "context" -> context(prompt);
          default -> question(prompt);
        });
  }

  private static String conversation(Prompt prompt) {
    StringBuilder turns = new StringBuilder();
    for (QAEntry turn : prompt.history()) {
      turns.append(
          "<asked time=\"%s\">%s</asked>\n<answered>%s</answered>\n"
              .formatted(
                  turn.time().truncatedTo(ChronoUnit.SECONDS),
                  data(turn.question()),
                  data(turn.answer())));
    }
    return turns.isEmpty() ? "(nothing was said yet)" : turns.toString().stripTrailing();
  }

  private static String context(Prompt prompt) {
    StringBuilder context = new StringBuilder();
    for (Evidence piece : prompt.contextInReadingOrder()) {
      String kind = piece.kind().name().toLowerCase(Locale.ROOT);
      context.append('<').append(kind).append(setting(piece)).append('>');
      context
          .append(before(piece))
          .append(data(piece.text()))
          .append("</")
          .append(kind)
          .append(">\n");
    }
    return context.isEmpty() ? "(nothing was found)" : context.toString().stripTrailing();
  }

  private static String setting(Evidence piece) {
    return switch (piece) {
      case Evidence.OfFact fact ->
          time("from", fact.validity(), Validity::validAt)
              + time("until", fact.validity(), Validity::invalidAt);
      case Evidence.OfChunk chunk -> chunk.spoken().map(turn -> said(chunk, turn)).orElse("");
      case Evidence.OfEntity entity -> "";
      case Evidence.OfSummary summary -> "";
    };
  }

  // Who speaks is told once, and when it was said where that is known.
  private static String said(Evidence.OfChunk chunk, Spoken turn) {
    String by =
        chunk.text().startsWith(turn.speaker() + ":")
            ? ""
            : " by=\"%s\"".formatted(data(turn.speaker()).replace('"', '\''));
    String time =
        chunk.provenance().documents().stream()
            .findFirst()
            .map(document -> document.time().truncatedTo(ChronoUnit.MINUTES))
            .map(" time=\"%s\""::formatted)
            .orElse("");
    return by + time;
  }

  private static String before(Evidence piece) {
    return piece instanceof Evidence.OfChunk chunk
        ? chunk
            .spoken()
            .map(Spoken::preceding)
            .filter(said -> !said.isEmpty())
            .map(said -> "<before>" + data(said) + "</before>")
            .orElse("")
        : "";
  }

  private interface Bound {
    Optional<Instant> of(Validity validity);
  }

  // Midnight is how a day, a month or a year is kept.
  private static String time(String name, Validity validity, Bound bound) {
    return bound
        .of(validity)
        .map(Instant::toString)
        .map(time -> " %s=\"%s\"".formatted(name, time.replaceFirst("T00:00:00Z$", "")))
        .orElse("");
  }

  // The reading of a question comes from the conversation, and is no more to be trusted.
  private static String question(Prompt prompt) {
    return prompt.question().equals(prompt.standaloneQuestion())
        ? prompt.question()
        : prompt.question() + "\n\n(That is: " + data(prompt.standaloneQuestion()) + ")";
  }
}
