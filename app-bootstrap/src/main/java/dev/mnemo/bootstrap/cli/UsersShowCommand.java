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
import picocli.CommandLine.Parameters;

/** Shows a user. */
@Command(
    name = "show",
    description = "Show a registered user: yourself, or as an administrator anybody.",
    footer = {"", "Examples:", "  mnemo users show", "  mnemo users show alice"})
final class UsersShowCommand extends MnemoTask {

  @Parameters(paramLabel = "USER", arity = "0..1", description = "The user's id (default: you).")
  private @Nullable String user;

  UsersShowCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    UserId id = Optional.ofNullable(user).map(UserId::new).orElse(scope.user());
    User shown = mnemo.useCases().users().show().show(scope, id);
    UserText.tell(console, json(), List.of(shown));
    return DONE;
  }
}
