package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads entries from JSON Lines. */
@Command(
    name = "import",
    description = {
      "Read turns from JSON Lines: {user_id?, session_id, qa_id?, time?, question, answer,",
      "context?, metadata?}, and whatever 'export' writes. Given ids are kept; a line whose qa_id",
      "the session holds already changes nothing, so an import can be repeated. A bad line is",
      "named with its reason and left out."
    },
    footer = {
      "",
      "Examples:",
      "  mnemo sessions import backup.jsonl",
      "  ... | mnemo sessions import -"
    })
final class SessionsImportCommand extends MnemoTask {

  @Parameters(paramLabel = "FILE.jsonl", description = "The file; - is standard input.")
  private String file = "";

  SessionsImportCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) throws IOException {
    Import counts = new Import(mnemo.useCases(), scope);
    try (JsonLines lines = JsonLines.open(file, console.in());
        ProgressLine progress = ProgressLine.on(console, "Importing")) {
      lines.forEach(
          line -> {
            counts.take(line);
            progress.at(counts.taken, counts.taken + 1);
          },
          bad -> console.complain(bad));
      if (json()) {
        console.json(
            JsonShapes.object().put("imported", counts.taken).put("bad_lines", lines.bad()));
      } else {
        console.say(
            Console.count(counts.taken, "turn")
                + " imported, "
                + Console.count(lines.bad(), "bad line"));
      }
      return lines.bad() == 0 ? DONE : FAILED;
    }
  }

  /** The turns of one file. */
  private static final class Import {

    private final UseCases useCases;
    private final UserScope caller;
    private final Map<String, Integer> sameSoFar = new HashMap<>();
    private long taken;

    Import(UseCases useCases, UserScope caller) {
      this.useCases = useCases;
      this.caller = caller;
    }

    void take(JsonNode line) {
      UserScope scope =
          JsonLines.optional(line, "user_id")
              .map(id -> UserScope.of(new UserId(id)))
              .orElse(caller);
      SessionId session = new SessionId(JsonLines.required(line, "session_id"));
      NewTurn turn =
          new NewTurn(
              Optional.of(id(line, scope, session)),
              JsonLines.optional(line, "time").map(SessionsImportCommand::time),
              JsonLines.required(line, "question"),
              JsonLines.required(line, "answer"),
              JsonLines.optional(line, "context").orElse(""),
              used(line.path("used_graph_element_ids")),
              usage(line.path("usage")),
              metadata(line.path("metadata")));
      Optional<Feedback> feedback = feedback(line);
      // What is imported did happen, whether or not the session was ended since.
      QAEntry entry = useCases.recordTurn().record(scope, session, turn, IfEnded.REOPEN);
      if (feedback.isPresent() && !entry.feedback().equals(feedback)) {
        useCases
            .changeEntry()
            .change(scope, session, entry.id(), new EntryChange.Rate(feedback.get()));
      }
      taken++;
    }

    // The same line at the same place among its like has the same id each time it is imported.
    private EntryId id(JsonNode line, UserScope scope, SessionId session) {
      Optional<EntryId> given = JsonLines.optional(line, "qa_id").map(EntryId::new);
      if (given.isPresent()) {
        return given.get();
      }
      String content = scope.user() + "\0" + session + "\0" + line;
      int number = sameSoFar.merge(content, 1, Integer::sum);
      return new EntryId("import-" + ContentHash.of(content + "\0" + number).value());
    }
  }

  private static GraphElementIds used(JsonNode node) {
    return new GraphElementIds(texts(node.path("node_ids")), texts(node.path("edge_ids")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Usage usage(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Usage.NONE;
    }
    JsonNode cost = node.path("cost_usd");
    return new Usage(
        node.path("tokens_in").asLong(),
        node.path("tokens_out").asLong(),
        cost.isNumber() ? Optional.of(cost.decimalValue()) : Optional.empty(),
        node.path("estimated").asBoolean());
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidInputException("time", text, "write it like 2026-01-31T10:15:30Z");
    }
  }

  private static Optional<Feedback> feedback(JsonNode line) {
    JsonNode score = line.path("feedback_score");
    if (score.isMissingNode() || score.isNull()) {
      return Optional.empty();
    }
    if (!score.isInt()) {
      throw new InvalidInputException("feedback_score", score, "use a whole number from 1 to 5");
    }
    return Optional.of(
        new Feedback(score.asInt(), JsonLines.optional(line, "feedback_text").orElse("")));
  }

  private static Metadata metadata(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Metadata.NONE;
    }
    if (!node.isObject()) {
      throw new InvalidInputException("metadata", node, "give an object");
    }
    Map<String, String> values = new LinkedHashMap<>();
    node.properties()
        .forEach(
            field ->
                values.put(
                    field.getKey(),
                    field.getValue().isTextual()
                        ? field.getValue().asText()
                        : field.getValue().toString()));
    return new Metadata(values);
  }
}
