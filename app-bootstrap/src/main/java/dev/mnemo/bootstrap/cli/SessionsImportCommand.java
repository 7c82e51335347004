package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserScope;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads sessions from JSON Lines. */
@Command(
    name = "import",
    description = {
      "Read turns from JSON Lines: {user_id?, session_id, qa_id?, time?, question, answer,",
      "context?, metadata?}, and whatever 'export' writes. Given ids are kept; a line whose qa_id",
      "the session holds already changes nothing, so an import can be repeated. Turns of one",
      "session keep their order and are numbered anew. A line {\"session\": {session_id,",
      "started_at, last_activity_at?, status?, ended_at?, usage?, metadata?}} before a session's",
      "turns restores its record too; a session that went on here since is not ended, and one with",
      "metadata keeps its own. A bad line is named with its reason and left out."
    },
    footer = {
      "",
      "Examples:",
      "  mnemo sessions import backup.jsonl",
      "  ... | mnemo sessions import -"
    })
final class SessionsImportCommand extends MnemoTask {

  /** Enough for many writers at once; a failure costs no more than these. */
  private static final int TOGETHER = 1_000;

  @Parameters(paramLabel = "FILE.jsonl", description = "The file; - is standard input.")
  private String file = "";

  SessionsImportCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) throws IOException {
    try (JsonLines lines = JsonLines.open(file, console.in());
        SessionImport sessions = new SessionImport(mnemo.useCases(), scope);
        ProgressLine progress = ProgressLine.on(console, "Importing")) {
      lines.forEachBatch(
          TOGETHER,
          batch -> {
            var bad = sessions.take(batch);
            progress.at(sessions.turns(), sessions.turns() + 1);
            return bad;
          },
          console::complain);
      lines.complain(sessions.finish(), console::complain);
      if (json()) {
        console.json(
            JsonShapes.object()
                .put("imported", sessions.turns())
                .put("sessions", sessions.sessions())
                .put("bad_lines", lines.bad()));
      } else {
        console.say(
            Console.count(sessions.turns(), "turn")
                + " imported, "
                + Console.count(lines.bad(), "bad line"));
      }
      return lines.bad() == 0 ? DONE : FAILED;
    }
  }
}
