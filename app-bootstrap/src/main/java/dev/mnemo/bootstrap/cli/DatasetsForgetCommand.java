package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Forgets a dataset. */
@Command(
    name = "forget",
    description = "Forget a dataset of yours with all it holds and its grants; sessions stay.",
    footer = {"", "Example:", "  ${COMMAND-FULL-NAME} work --dry-run"})
final class DatasetsForgetCommand extends MnemoTask {

  @Parameters(paramLabel = "DATASET", description = "The dataset's name.")
  private String dataset = "";

  @Mixin private DryRunOption dryRun = new DryRunOption();

  DatasetsForgetCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    DatasetRef own = DatasetRef.of(scope.user(), new DatasetName(dataset));
    DeletionReport report = mnemo.useCases().datasets().forget().forget(scope, own, dryRun.mode());
    DeletionText.tell(
        console, json(), "dataset " + dataset, JsonShapes.object().put("dataset", dataset), report);
    return DONE;
  }
}
