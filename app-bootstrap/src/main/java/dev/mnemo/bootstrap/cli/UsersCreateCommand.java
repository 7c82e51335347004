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

/** Registers a user. */
@Command(
    name = "create",
    description =
        "Register a user: yourself, or as an administrator (MNEMO_ADMIN) anybody. Nobody needs to be "
            + "registered to use mnemo; the directory is for those who manage users.",
    footer = {"", "Example:", "  mnemo users create alice --user alice --set team=research"})
final class UsersCreateCommand extends MnemoTask {

  @Parameters(paramLabel = "USER", description = "The user's id.")
  private String user = "";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Something to keep about the user; may be given several times.")
  private Map<String, String> metadata = Map.of();

  UsersCreateCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    User created =
        mnemo.useCases().users().create().create(scope, new UserId(user), new Metadata(metadata));
    UserText.tell(console, json(), List.of(created));
    return DONE;
  }
}
