package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.ExportReport;
import dev.mnemo.application.port.in.Exported;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes sessions as JSON Lines. */
@Command(
    name = "export",
    description = {
      "Write your sessions as JSON Lines: for each a line {\"session\": {session_id, status,",
      "started_at, last_activity_at, ended_at, usage, metadata, ...}}, then its turns, one a line.",
      "'import' brings all of it back, on another kind of cache too."
    },
    footer = {
      "",
      "Examples:",
      "  mnemo sessions export > backup.jsonl",
      "  mnemo sessions export trip > trip.jsonl"
    })
final class SessionsExportCommand extends MnemoTask {

  @Parameters(paramLabel = "SESSION", arity = "0..1", description = "Only this one (default: all).")
  private @Nullable String session;

  SessionsExportCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    ExportReport report =
        mnemo
            .useCases()
            .exportSessions()
            .export(
                scope,
                Optional.ofNullable(session).map(SessionId::new),
                part ->
                    console.json(
                        switch (part) {
                          case Exported.OfSession(Session found) -> JsonShapes.savedSession(found);
                          case Exported.OfEntry(QAEntry entry) -> JsonShapes.entry(entry);
                        }));
    report
        .damaged()
        .forEach(
            damaged ->
                console.complain("left out, %s: %s".formatted(damaged.where(), damaged.reason())));
    console.note(
        Console.count(report.sessions(), "session")
            + ", "
            + Console.count(report.entries(), "turn"));
    return report.damaged().isEmpty() ? DONE : FAILED;
  }
}
