package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.Reembedded;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;

/** Makes the graph's vectors anew. */
@Command(
    name = "reembed",
    description = {
      "Make the vectors of all texts with the chosen embedding model.",
      "Searches go on with the present ones meanwhile. Ended early, it goes on where it stopped."
    },
    footer = {
      "",
      "Example:",
      "  MNEMO_EMBEDDINGS=ollama MNEMO_EMBEDDINGS_MODEL=nomic-embed-text mnemo reembed"
    })
final class ReembedCommand extends MnemoTask {

  ReembedCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withVectorsAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Reembedded result;
    try (ProgressLine progress = ProgressLine.on(console, "Embedding")) {
      result = mnemo.useCases().reembed().reembed(scope, progress);
    } catch (ModelFailureException e) {
      console.note("What was embedded is kept; 'mnemo reembed' goes on there.");
      throw e;
    }
    if (json()) {
      console.json(JsonShapes.reembedded(result));
    } else {
      console.say(text(result));
      if (UsageText.isPaid(result.usage())) {
        console.say(UsageText.of(result.usage()));
      }
    }
    return DONE;
  }

  private static String text(Reembedded result) {
    String model =
        "%s (%d dimensions)".formatted(result.space().model(), result.space().dimension());
    return result.embedded() == 0 && result.removed() == 0
        ? "all of %s embedded by %s already, nothing changed"
            .formatted(Console.count(result.texts(), "text"), model)
        : "%s embedded by %s; %s of other models removed"
            .formatted(
                Console.count(result.embedded(), "text"),
                model,
                Console.count(result.removed(), "vector"));
  }
}
