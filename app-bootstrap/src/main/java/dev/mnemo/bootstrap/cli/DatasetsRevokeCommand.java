package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DatasetView;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends the sharing of a dataset. */
@Command(
    name = "revoke",
    description = "End the sharing of a dataset of yours with a user.",
    footer = {"", "Example:", "  mnemo datasets revoke work bob"})
final class DatasetsRevokeCommand extends MnemoTask {

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's name.")
  private String dataset = "";

  @Parameters(index = "1", paramLabel = "USER", description = "With whom it is shared no more.")
  private String user = "";

  DatasetsRevokeCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    DatasetView view =
        mnemo
            .useCases()
            .datasets()
            .revoke()
            .revoke(scope, new DatasetName(dataset), new UserId(user));
    if (json()) {
      console.json(DatasetText.shape(view).put("revoked_from", user));
    } else {
      console.say("%s may no longer use %s".formatted(user, dataset));
    }
    return DONE;
  }
}
