package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes sessions, or one turn of a session. */
@Command(
    name = "delete",
    description =
        "Delete sessions, or one turn. What 'mnemo improve' drew from them stays in the graph, or "
            + "goes too with --graph delete: what nothing else supports.",
    footer = {
      "",
      "Examples:",
      "  mnemo sessions delete trip",
      "  mnemo sessions delete trip --graph delete --dry-run",
      "  mnemo sessions delete trip --entry E --graph delete"
    })
final class SessionsDeleteCommand extends MnemoTask {

  @Parameters(paramLabel = "SESSION", arity = "1..*", description = "The sessions' ids.")
  private List<String> sessions = List.of();

  @Option(
      names = "--entry",
      paramLabel = "E",
      description = "Only this turn of the one session, by its id ('mnemo history --ids').")
  private @Nullable String entry;

  @Option(
      names = "--graph",
      paramLabel = "keep|delete",
      description = "What becomes of the graph data drawn from it (default: keep).",
      defaultValue = "keep")
  private DerivedData derived = DerivedData.KEEP;

  @Mixin private DryRunOption dryRun = new DryRunOption();

  SessionsDeleteCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    if (entry != null && sessions.size() > 1) {
      throw new InvalidInputException("--entry", entry, "name the one session that it is of");
    }
    for (String session : sessions) {
      ObjectNode subject = JsonShapes.object().put("session_id", session);
      if (entry != null) {
        subject.put("qa_id", entry);
      }
      DeletionText.tell(console, json(), session, subject, delete(mnemo, scope, session));
    }
    return DONE;
  }

  private DeletionReport delete(Mnemo mnemo, UserScope scope, String name) {
    SessionId session = new SessionId(name);
    return entry == null
        ? mnemo.useCases().deleteSession().delete(scope, session, derived, dryRun.mode())
        : mnemo
            .useCases()
            .deleteEntry()
            .delete(scope, session, new EntryId(entry), derived, dryRun.mode());
  }
}
