package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.JobRequest;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings sessions into the graph, and applies the feedback on them. */
@Command(
    name = "improve",
    description =
        "Bring what was said in sessions into the knowledge graph, each turn once, and let the "
            + "feedback on them change what is found first. Repeating it goes on where it stopped.",
    footer = {
      "",
      "Ends with 1 where a turn could not be brought in; the others are, and the next run"
          + " tries those that are left.",
      "",
      "Examples:",
      "  mnemo improve --session trip",
      "  mnemo improve --all --dataset work",
      "  mnemo improve --all --background"
    })
final class ImproveCommand extends MnemoTask {

  @Mixin private DatasetOption dataset = new DatasetOption();

  @Option(
      names = "--session",
      paramLabel = "S",
      description = "A session to bring in; may be given several times.")
  private List<String> sessions = List.of();

  @Option(names = "--all", description = "All your sessions.")
  private boolean all;

  @Option(names = "--background", description = "Return at once; 'mnemo jobs' tells how far it is.")
  private boolean background;

  ImproveCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) throws IOException {
    PersistRequest request = new PersistRequest(selection(), dataset.ref());
    if (background) {
      return leave(mnemo, scope, console, request);
    }
    Improved improved;
    try (ProgressLine progress = ProgressLine.on(console, "Improving")) {
      improved = mnemo.useCases().improve().improve(scope, request, progress);
    }
    if (json()) {
      console.json(ImprovedText.shape(improved));
    } else if (improved.persisting().sessions().isEmpty()) {
      console.say(
          all
              ? "you have no sessions, so there was nothing to do"
              : "no session was named, so nothing was done; use --session S or --all");
    } else {
      ImprovedText.lines(improved).forEach(console::say);
    }
    return ImprovedText.failed(improved) ? FAILED : DONE;
  }

  private SessionSelection selection() {
    if (!all) {
      return new SessionSelection.Named(sessions.stream().map(SessionId::new).toList());
    }
    if (!sessions.isEmpty()) {
      throw new InvalidInputException("--session", sessions, "give it or --all, not both");
    }
    return new SessionSelection.All();
  }

  private int leave(Mnemo mnemo, UserScope scope, Console console, PersistRequest request)
      throws IOException {
    JobRequest work = new JobRequest(JobRequest.Kind.IMPROVE, request);
    Job job = mnemo.useCases().jobs().submit().submit(scope, work);
    Path log = cli().workers().start(configuration(), configFile());
    if (json()) {
      console.json(JobText.shape(job).put("log", log.toString()));
    } else {
      console.say("job %s is queued; it is done in the background".formatted(job.id()));
      console.say("  how far it is:  mnemo jobs show " + job.id());
      console.say("  its log:        " + log);
    }
    return DONE;
  }
}
