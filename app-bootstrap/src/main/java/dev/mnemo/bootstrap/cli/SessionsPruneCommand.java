package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.port.in.PruneSessions.Whose;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes all sessions. */
@Command(
    name = "prune",
    description = "Delete all your sessions; what was drawn from them stays in the graph.",
    footer = {
      "",
      "Examples:",
      "  mnemo sessions prune --dry-run",
      "  MNEMO_ADMIN=true mnemo sessions prune --all-users"
    })
final class SessionsPruneCommand extends MnemoTask {

  @Option(
      names = "--all-users",
      description = "Everybody's sessions, for administrators (MNEMO_ADMIN).")
  private boolean allUsers;

  @Mixin private DryRunOption dryRun = new DryRunOption();

  SessionsPruneCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    DeletionReport report =
        mnemo
            .useCases()
            .pruneSessions()
            .prune(scope, allUsers ? Whose.EVERYBODYS : Whose.MINE, dryRun.mode());
    DeletionText.tell(
        console,
        json(),
        allUsers ? "all sessions of all users" : "all sessions of " + scope.user(),
        JsonShapes.object().put("user_id", allUsers ? null : scope.user().value()),
        report);
    return DONE;
  }
}
