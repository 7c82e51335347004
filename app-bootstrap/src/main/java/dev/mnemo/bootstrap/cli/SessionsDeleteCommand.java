package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes sessions. */
@Command(
    name = "delete",
    description = "Delete sessions; what was drawn from them stays in the graph.",
    footer = {"", "Example:", "  mnemo sessions delete trip"})
final class SessionsDeleteCommand extends MnemoTask {

  @Parameters(paramLabel = "SESSION", arity = "1..*", description = "The sessions' ids.")
  private List<String> sessions = List.of();

  SessionsDeleteCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    for (String session : sessions) {
      DeletedSessions deleted =
          mnemo
              .useCases()
              .deleteSession()
              .delete(scope, new SessionId(session), DerivedData.KEEP, ForgetMode.FORGET)
              .log();
      if (json()) {
        console.json(
            JsonShapes.object()
                .put("session_id", session)
                .put("sessions", deleted.sessions())
                .put("entries", deleted.entries()));
      } else if (deleted.sessions() == 0) {
        console.say("%s: there was no such session".formatted(session));
      } else {
        console.say("%s: deleted, %s".formatted(session, Console.count(deleted.entries(), "turn")));
      }
    }
    return DONE;
  }
}
