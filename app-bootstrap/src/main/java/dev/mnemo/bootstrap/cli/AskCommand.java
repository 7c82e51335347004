package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.SearchPreview;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers one question in a session. */
@Command(
    name = "ask",
    description = "Ask a question; the session's history explains a follow-up.",
    footer = {
      "",
      "Examples:",
      "  mnemo ask --session trip \"Where does Alice live?\"",
      "  mnemo ask --session trip \"What does she do for work?\"",
      "  mnemo ask --type CHUNKS --top-k 3 --json \"conference\"",
      "  mnemo ask --only-context \"Where does Alice live?\""
    })
final class AskCommand extends MnemoTask {

  @Mixin private SearchOptions options = new SearchOptions();

  @Option(
      names = "--only-context",
      description = "Show what would be sent to the model; ask and write nothing.")
  private boolean onlyContext;

  @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The question.")
  private List<String> words = List.of();

  AskCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    SearchRequest request = options.request(String.join(" ", words), options.session());
    UseCases useCases = mnemo.useCases();
    if (onlyContext) {
      preview(console, request, useCases.previewSearch().preview(scope, request));
    } else if (json()) {
      SearchResult result = useCases.search().search(scope, request, piece -> {});
      console.json(JsonShapes.search(request, result));
    } else {
      AnswerText.ask(console, mnemo, scope, request);
    }
    return DONE;
  }

  private void preview(Console console, SearchRequest request, SearchPreview preview) {
    if (json()) {
      console.json(JsonShapes.preview(request, preview));
      return;
    }
    console.say("INSTRUCTIONS\n" + preview.prompt().instructions().strip());
    console.say("\nHISTORY: " + Console.count(preview.prompt().history().size(), "turn"));
    console.say("\nQUESTION\n" + preview.prompt().standaloneQuestion());
    console.say("\nCONTEXT");
    AnswerText.ranked(console, preview.sources());
    preview.withoutHistory().ifPresent(reason -> console.say("\nwithout history: " + reason));
  }
}
