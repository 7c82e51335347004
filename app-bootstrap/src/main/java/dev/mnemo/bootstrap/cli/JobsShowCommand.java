package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a job. */
@Command(
    name = "show",
    description = "Show how far a job is, and what it did.",
    footer = {"", "Example:", "  mnemo jobs show 0198c1f2-6d2e-7c3b-9a51-1f0c5d7e2b44"})
final class JobsShowCommand extends MnemoTask {

  @Parameters(paramLabel = "JOB", description = "The job's id.")
  private String id = "";

  JobsShowCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Job job = mnemo.useCases().jobs().show().show(scope, id);
    if (json()) {
      console.json(JobText.shape(job));
    } else {
      console.say(JobText.line(job));
      job.report().ifPresent(report -> console.say(JobText.report(report).toPrettyString()));
    }
    return DONE;
  }
}
