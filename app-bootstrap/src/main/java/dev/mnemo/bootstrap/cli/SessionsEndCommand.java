package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.SessionView;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a session. */
@Command(
    name = "end",
    description = "End a session; asking in it again needs --reopen.",
    footer = {"", "Examples:", "  mnemo sessions end trip", "  mnemo sessions end trip --failed"})
final class SessionsEndCommand extends MnemoTask {

  @Option(names = "--failed", description = "It did not reach its aim (default: completed).")
  private boolean failed;

  @Parameters(paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  SessionsEndCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Ending.Outcome outcome = failed ? Ending.Outcome.FAILED : Ending.Outcome.COMPLETED;
    SessionView view = mnemo.useCases().endSession().end(scope, new SessionId(session), outcome);
    if (json()) {
      console.json(JsonShapes.session(view));
    } else {
      console.say(SessionsListCommand.line(view));
    }
    return DONE;
  }
}
