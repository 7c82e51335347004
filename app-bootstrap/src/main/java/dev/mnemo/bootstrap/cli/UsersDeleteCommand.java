package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Forgets everything of a user. */
@Command(
    name = "delete",
    description =
        "Forget everything of a user, and nothing of anybody else: sessions, datasets, what others' "
            + "datasets hold of the sessions, grants, feedback, jobs, usage. Yourself, or as an "
            + "administrator (MNEMO_ADMIN) anybody.",
    footer = {"", "Example:", "  ${COMMAND-FULL-NAME} alice --dry-run"})
final class UsersDeleteCommand extends MnemoTask {

  @Parameters(paramLabel = "USER", description = "The user's id.")
  private String user = "";

  @Mixin private DryRunOption dryRun = new DryRunOption();

  UsersDeleteCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    DeletionReport report =
        mnemo.useCases().users().delete().delete(scope, new UserId(user), dryRun.mode());
    DeletionText.tell(
        console, json(), "user " + user, JsonShapes.object().put("user_id", user), report);
    return DONE;
  }
}
