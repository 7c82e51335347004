package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.Adapters;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.domain.port.SessionCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Checks that everything works. */
@Command(
    name = "doctor",
    description = "Check Java, folders, backends and the model, and say what to do.",
    footer = {"", "Example:", "  mnemo doctor"})
final class DoctorCommand extends MnemoTask {

  /** What was found out; {@code text} says the remedy where it is not well. */
  private record Finding(String subject, boolean well, String text) {}

  /** A look at one part; what it tells where that is well. */
  @FunctionalInterface
  private interface Check {
    String look() throws IOException;
  }

  private boolean well = true;

  DoctorCommand(Cli cli) {
    super(cli);
  }

  @Override
  public Integer call() throws Exception {
    tell(new Finding("java", true, java()));
    try {
      Configuration configuration = configuration();
      tell(check("data folder", () -> folder(configuration)));
      super.call();
    } catch (MnemoException e) {
      tell(new Finding("settings", false, String.valueOf(e.getMessage())));
    }
    return well ? DONE : FAILED;
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Adapters adapters = mnemo.adapters();
    tell(check("session cache", () -> sessions(adapters.sessions(), scope)));
    tell(check("knowledge graph", () -> graph(adapters, scope)));
    tell(check("embeddings", () -> embeddings(adapters.embedder())));
    tell(check("reranker", () -> reranker(adapters.reranker())));
    tell(check("model", () -> model(adapters)));
    return DONE;
  }

  private void tell(Finding finding) {
    well &= finding.well();
    if (json()) {
      cli()
          .console()
          .json(
              JsonShapes.object()
                  .put("subject", finding.subject())
                  .put("ok", finding.well())
                  .put("detail", finding.text()));
    } else {
      cli()
          .console()
          .say(
              "%-7s %-16s %s"
                  .formatted(finding.well() ? "ok" : "TROUBLE", finding.subject(), finding.text()));
    }
  }

  private static String java() {
    return "%s (%s)".formatted(System.getProperty("java.version"), System.getProperty("java.home"));
  }

  private static Finding check(String subject, Check check) {
    try {
      return new Finding(subject, true, check.look());
    } catch (MnemoException e) {
      return new Finding(subject, false, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Finding(subject, false, e + "; choose another folder with --data or MNEMO_DATA");
    }
  }

  private static String folder(Configuration configuration) throws IOException {
    Path folder = Files.createDirectories(configuration.data());
    Files.delete(Files.createTempFile(folder, "doctor", ".tmp"));
    return "%s, %d MB free".formatted(folder, Files.getFileStore(folder).getUsableSpace() >> 20);
  }

  private static String sessions(Optional<SessionCache> cache, UserScope scope) {
    return cache
        .map(
            open -> {
              SessionQuery query = SessionQuery.newestFirst(new Page.Cursor(Optional.empty(), 1));
              return Console.count(open.list(scope.user(), query).total(), "session")
                  + " of "
                  + scope.user();
            })
        .orElse("off: searches answer without memory; MNEMO_CACHE=fs switches it on");
  }

  private static String graph(Adapters adapters, UserScope scope) {
    List<Dataset> datasets = adapters.datasets().permitted(scope.user(), Permission.READ);
    return Console.count(datasets.size(), "dataset") + " that " + scope.user() + " may read";
  }

  private static String embeddings(Optional<Embedder> embedder) {
    return embedder
        .map(
            open -> {
              open.embed(List.of("Is anybody there?"), Embedder.Purpose.QUERY);
              return "%s, %d dimensions".formatted(open.name(), open.dimension());
            })
        .orElse("off: found by words alone");
  }

  private static String reranker(Optional<Reranker> reranker) {
    return reranker
        .map(
            open -> {
              open.judge("Is anybody there?", List.of("Somebody is there."));
              return open.name() + " judges what was found";
            })
        .orElse("off: in the order that ranking gives");
  }

  private static String model(Adapters adapters) {
    String question = "Answer with the word yes.";
    Completion completion =
        adapters.model().complete(new Prompt("", List.of(), List.of(), question, question));
    return "%s answers".formatted(completion.model());
  }
}
