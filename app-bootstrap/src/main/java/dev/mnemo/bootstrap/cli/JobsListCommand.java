package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the user's jobs. */
@Command(
    name = "list",
    description = "List your jobs in the background, newest first.",
    footer = {"", "Example:", "  mnemo jobs list --limit 5"})
final class JobsListCommand extends MnemoTask {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int limit;

  JobsListCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    List<Job> jobs = mnemo.useCases().jobs().list().list(scope, limit);
    if (json()) {
      jobs.forEach(job -> console.json(JobText.shape(job)));
    } else if (jobs.isEmpty()) {
      console.say("no jobs");
    } else {
      jobs.forEach(job -> console.say(JobText.line(job)));
    }
    return DONE;
  }
}
