package dev.mnemo.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Conversations with questions of which the turns that hold the answer are known.
 *
 * @param turns of each conversation, in their order
 */
record Conversations(Map<String, List<Turn>> turns, List<Question> questions) {

  /** Something that was said; of a session, 1, 2, 3 …, with an id that tells it from others. */
  record Turn(String id, int session, Instant time, String speaker, String text) {

    /** As it is remembered, its speaker in front. */
    String said() {
      return speaker + ": " + text;
    }
  }

  /** A question about a conversation. */
  record Question(String conversation, String category, String text, Set<String> evidence) {}

  /**
   * Reads {@code turns/*.jsonl}, one conversation a file and one turn a line ({@code id, session,
   * ts, speaker, text, caption}), and {@code questions.jsonl} ({@code conv, category, question,
   * evidence, scored}).
   */
  static Conversations read(Path folder) throws IOException {
    Map<String, List<Turn>> turns = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("turns"))) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", "");
        turns.put(name, lines(file).stream().map(Conversations::turn).toList());
      }
    }
    List<Question> questions =
        lines(folder.resolve("questions.jsonl")).stream()
            .filter(line -> line.path("scored").asBoolean() && line.path("category").asInt() != 5)
            .map(Conversations::question)
            .filter(question -> !question.evidence().isEmpty())
            .toList();
    return new Conversations(turns, questions);
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (!line.isBlank()) {
        lines.add(mapper.readTree(line));
      }
    }
    return lines;
  }

  private static Turn turn(JsonNode line) {
    String caption = line.path("caption").asText("");
    return new Turn(
        line.path("id").asText(),
        line.path("session").asInt(),
        Instant.parse(line.path("ts").asText() + "Z"),
        line.path("speaker").asText(),
        line.path("text").asText()
            + (caption.isEmpty() ? "" : " [shows a picture: %s]".formatted(caption)));
  }

  private static Question question(JsonNode line) {
    Set<String> evidence = new TreeSet<>();
    line.path("evidence").forEach(one -> evidence.add(one.asText()));
    return new Question(
        line.path("conv").asText(),
        line.path("category").asText(),
        line.path("question").asText(),
        evidence);
  }
}
