package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;

/** Does the jobs that wait. */
@Command(
    name = "work",
    description =
        "Do the jobs that wait, of all users of this memory, until none is left. Several may work "
            + "at the same time, on several machines too; a job of a worker that vanished is taken up again.",
    footer = {"", "Example:", "  mnemo jobs work"})
final class JobsWorkCommand extends MnemoTask {

  JobsWorkCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    long done = 0;
    while (!cli().stopping() && mnemo.useCases().jobs().work().workOnOne()) {
      done++;
    }
    if (json()) {
      console.json(JsonShapes.object().put("jobs", done));
    } else {
      console.say(done == 0 ? "no job was waiting" : Console.count(done, "job") + " worked on");
    }
    return DONE;
  }
}
