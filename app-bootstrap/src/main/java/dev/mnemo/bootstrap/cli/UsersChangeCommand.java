package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what is kept about a user. */
@Command(
    name = "change",
    description = "Replace what is kept about a user: all of it by what is given here.",
    footer = {"", "Example:", "  mnemo users change alice --user alice --set team=sales"})
final class UsersChangeCommand extends MnemoTask {

  @Parameters(paramLabel = "USER", description = "The user's id.")
  private String user = "";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Something to keep about the user; may be given several times.")
  private Map<String, String> metadata = Map.of();

  UsersChangeCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    User changed =
        mnemo.useCases().users().change().change(scope, new UserId(user), new Metadata(metadata));
    UserText.tell(console, json(), List.of(changed));
    return DONE;
  }
}
