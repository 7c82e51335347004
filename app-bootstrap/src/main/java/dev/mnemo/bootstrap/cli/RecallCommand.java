package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Evidence;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds what was remembered. */
@Command(
    name = "recall",
    description = "Find what was remembered: ranked results with their sources, no model.",
    footer = {
      "",
      "Examples:",
      "  mnemo recall \"Where does Alice live?\"",
      "  mnemo recall --explain \"Where does Alice live?\"",
      "  mnemo recall --queries questions.jsonl --top-k 100 --json"
    })
final class RecallCommand extends MnemoTask {

  @Mixin private DatasetFilter dataset = new DatasetFilter();

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "How many results (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int topK;

  @Option(
      names = "--explain",
      description = "Tell what each signal of the ranking adds to a result's score.")
  private boolean explain;

  @Option(
      names = "--queries",
      paramLabel = "FILE.jsonl",
      description = "Ask one question per line, {\"id\", \"question\"}; - is standard input.")
  private @Nullable String queries;

  @Parameters(paramLabel = "QUESTION", arity = "0..*", description = "The question.")
  private List<String> words = List.of();

  RecallCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) throws IOException {
    if (queries == null) {
      String question = String.join(" ", words);
      List<Ranked> results = mnemo.useCases().recall().recall(scope, request(question));
      if (json()) {
        console.json(JsonShapes.recall(null, question, results, explain));
      } else {
        show(console, results);
      }
      return DONE;
    }
    if (!words.isEmpty()) {
      throw new InvalidInputException(
          "QUESTION", String.join(" ", words), "give a question or --queries, not both");
    }
    try (JsonLines lines = JsonLines.open(queries, console.in())) {
      lines.forEach(
          line -> {
            String question = JsonLines.required(line, "question");
            String id = JsonLines.label(line, "id").orElse(null);
            answer(
                console, id, question, mnemo.useCases().recall().recall(scope, request(question)));
          },
          bad -> console.complain(bad));
      return lines.bad() == 0 ? DONE : FAILED;
    }
  }

  private void answer(Console console, @Nullable String id, String question, List<Ranked> results) {
    if (json()) {
      JsonNode node = JsonShapes.recall(id, question, results, explain);
      console.json(node);
    } else {
      console.say((id == null ? "" : id + ": ") + question);
      show(console, results);
    }
  }

  private void show(Console console, List<Ranked> results) {
    if (explain) {
      AnswerText.explained(console, results);
    } else {
      AnswerText.ranked(console, results);
    }
  }

  private RecallRequest request(String question) {
    return new RecallRequest(
        question, dataset.ref(), Set.of(Evidence.Kind.FACT, Evidence.Kind.CHUNK), Set.of(), topK);
  }
}
