package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DatasetView;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the datasets that the user may read. */
@Command(
    name = "list",
    description = "List the datasets that you may read: your own, then those shared with you.",
    footer = {"", "Example:", "  mnemo datasets list"})
final class DatasetsListCommand extends MnemoTask {

  DatasetsListCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    List<DatasetView> datasets = mnemo.useCases().datasets().list().list(scope);
    if (json()) {
      datasets.forEach(view -> console.json(DatasetText.shape(view)));
    } else if (datasets.isEmpty()) {
      console.say("no datasets yet; 'mnemo remember' makes the first");
    } else {
      datasets.forEach(view -> console.say(DatasetText.line(view)));
    }
    return DONE;
  }
}
