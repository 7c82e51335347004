package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    long[] turns = {0};
    try (JsonLines lines = JsonLines.open(file, console.in());
        ProgressLine progress = ProgressLine.on(console, "Importing")) {
      lines.forEach(
          line -> {
            record(mnemo.useCases(), scope, line);
            turns[0]++;
            progress.at(turns[0], turns[0] + 1);
          },
          bad -> console.err().println("mnemo: " + bad));
      if (json()) {
        console.json(JsonShapes.object().put("imported", turns[0]).put("bad_lines", lines.bad()));
      } else {
        console
            .out()
            .println(
                Console.count(turns[0], "turn")
                    + " imported, "
                    + Console.count(lines.bad(), "bad line"));
      }
      return lines.bad() == 0 ? DONE : FAILED;
    }
  }

  private static void record(UseCases useCases, UserScope caller, JsonNode line) {
    UserScope scope =
        JsonLines.optional(line, "user_id").map(id -> UserScope.of(new UserId(id))).orElse(caller);
    SessionId session = new SessionId(JsonLines.required(line, "session_id"));
    NewTurn turn =
        new NewTurn(
            JsonLines.optional(line, "qa_id").map(EntryId::new),
            JsonLines.optional(line, "time").map(SessionsImportCommand::time),
            JsonLines.required(line, "question"),
            JsonLines.required(line, "answer"),
            JsonLines.optional(line, "context").orElse(""),
            metadata(line.path("metadata")));
    Optional<Feedback> feedback = feedback(line);
    // What is imported did happen, whether or not the session was ended since.
    QAEntry entry = useCases.recordTurn().record(scope, session, turn, IfEnded.REOPEN);
    if (feedback.isPresent() && !entry.feedback().equals(feedback)) {
      useCases
          .changeEntry()
          .change(scope, session, entry.id(), new EntryChange.Rate(feedback.get()));
    }
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
