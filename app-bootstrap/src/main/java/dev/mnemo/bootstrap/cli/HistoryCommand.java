package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.DamagedRecord;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what was said. */
@Command(
    name = "history",
    description = "Show what was said in a session, oldest first.",
    footer = {
      "",
      "Examples:",
      "  mnemo history --session trip",
      "  mnemo history --last 3 --context --json",
      "  mnemo history --session trip --ids"
    })
final class HistoryCommand extends MnemoTask {

  @Option(
      names = "--session",
      paramLabel = "S",
      description = "The session (default: default_session).")
  private String session = SessionId.DEFAULT.value();

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "How many turns (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int last;

  @Option(names = "--context", description = "Show the context that each answer was drawn from.")
  private boolean context;

  @Option(names = "--ids", description = "Show the turns' ids, which feedback and deleting need.")
  private boolean ids;

  HistoryCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    EntryRange range = new EntryRange.Last(last);
    History history = mnemo.useCases().readHistory().read(scope, new SessionId(session), range);
    if (json()) {
      history.entries().forEach(entry -> console.json(JsonShapes.entry(entry)));
    } else if (history.entries().isEmpty()) {
      console.say("nothing said yet in session " + session);
    } else if (ids) {
      history
          .entries()
          .forEach(entry -> console.say("%s  %s".formatted(entry.id(), entry.question())));
    } else {
      console.say(history.asText(context).stripTrailing());
    }
    for (DamagedRecord damaged : history.damaged()) {
      console.complain("left out, %s: %s".formatted(damaged.where(), damaged.reason()));
    }
    return history.damaged().isEmpty() ? DONE : FAILED;
  }
}
