package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DatasetView;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Permission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shares a dataset. */
@Command(
    name = "grant",
    description =
        "Share a dataset of yours with another user, to read or with --write to change too. What "
            + "sessions brought into it stays visible to their own user alone.",
    footer = {
      "",
      "Examples:",
      "  mnemo datasets grant work bob",
      "  mnemo datasets grant work bob --write"
    })
final class DatasetsGrantCommand extends MnemoTask {

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's name.")
  private String dataset = "";

  @Parameters(index = "1", paramLabel = "USER", description = "With whom.")
  private String user = "";

  @Option(names = "--write", description = "To change it too.")
  private boolean write;

  DatasetsGrantCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Permission permission = write ? Permission.WRITE : Permission.READ;
    DatasetView view =
        mnemo
            .useCases()
            .datasets()
            .grant()
            .grant(scope, new DatasetName(dataset), new UserId(user), permission);
    if (json()) {
      console.json(
          DatasetText.shape(view)
              .put("granted_to", user)
              .put("permission", write ? "write" : "read"));
    } else {
      console.say("%s may %s %s".formatted(user, write ? "read and change" : "read", dataset));
      console.say("  %s names it: --dataset %s --owner %s".formatted(user, dataset, scope.user()));
    }
    return DONE;
  }
}
