package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.language.Passage;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What a model is told to extract, and from what: the passage as marked data. */
final class ExtractionPrompt {

  private static final String SHAPE =
      """


      Reply with one JSON object of this shape and nothing else:
      {"entities": [{"name": "", "type": "", "description": ""}], \
      "facts": [{"subject": "", "predicate": "", "object": "", "statement": "", \
      "negated": false, "confidence": 1, "valid_from": "", "valid_to": ""}], "summary": ""}""";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z' (EEEE)", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final SystemMessage instructions;

  ExtractionPrompt(String wording, Ontology ontology) {
    this.instructions = SystemMessage.from(wording + ontology.instructions() + SHAPE);
  }

  List<ChatMessage> of(Passage passage) {
    StringBuilder text = new StringBuilder();
    text.append("<time>").append(TIME.format(passage.time())).append("</time>\n");
    if (!passage.preceding().isBlank()) {
      text.append("<preceding>")
          .append(PromptMessages.data(passage.preceding()))
          .append("</preceding>\n");
    }
    text.append("<passage>").append(PromptMessages.data(passage.text())).append("</passage>");
    return List.of(instructions, UserMessage.from(text.toString()));
  }

  /** What a model is told whose reply cannot be used. */
  static String correction(InvalidInputException wrong) {
    return "Your reply cannot be used: %s. Reply with the whole corrected JSON object and nothing else."
        .formatted(PromptMessages.data(String.valueOf(wrong.getMessage())));
  }
}
