package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the registered users. */
@Command(
    name = "list",
    description = "List the registered users by id, for administrators (MNEMO_ADMIN).",
    footer = {"", "Example:", "  MNEMO_ADMIN=true mnemo users list --limit 100"})
final class UsersListCommand extends MnemoTask {

  @Option(names = "--after", paramLabel = "U", description = "Go on behind this id.")
  private @Nullable String after;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int limit;

  UsersListCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    List<User> users =
        mnemo
            .useCases()
            .users()
            .list()
            .list(scope, Optional.ofNullable(after).map(UserId::new), limit);
    UserText.tell(console, json(), users);
    if (users.size() == limit) {
      console.err().println("more: --after " + users.getLast().id());
    } else if (users.isEmpty() && !json()) {
      console.say("no users are registered" + (after == null ? "" : " behind " + after));
    }
    return DONE;
  }
}
