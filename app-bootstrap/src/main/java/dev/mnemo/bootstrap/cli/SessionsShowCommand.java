package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.SessionView;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a session's record. */
@Command(
    name = "show",
    description = "Show a session's record; 'mnemo history' shows what was said.",
    footer = {"", "Example:", "  mnemo sessions show trip"})
final class SessionsShowCommand extends MnemoTask {

  @Parameters(paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  SessionsShowCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    SessionView view = mnemo.useCases().showSession().show(scope, new SessionId(session));
    if (json()) {
      console.json(JsonShapes.session(view));
    } else {
      console.say(SessionsListCommand.line(view));
      console.say("  started " + view.session().startedAt());
      view.session().ending().ifPresent(end -> console.say("  ended " + end.at()));
      view.session()
          .metadata()
          .values()
          .forEach((name, value) -> console.say("  %s: %s".formatted(name, value)));
    }
    return DONE;
  }
}
