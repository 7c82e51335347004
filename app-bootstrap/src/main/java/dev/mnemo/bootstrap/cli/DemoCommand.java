package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.DatasetContent;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.NodeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows, with the real parts, what mnemo does. */
@Command(
    name = "demo",
    description =
        "Remember three texts, hold conversations about them, and bring one of these into the graph, "
            + "where another conversation finds it; in the folder 'demo' of the data folder. A second run "
            + "finds the history of the first.",
    footer = {"", "Examples:", "  mnemo demo", "  mnemo demo --fresh"})
final class DemoCommand implements Callable<Integer> {

  private static final DatasetName DATASET = new DatasetName("demo");
  private static final NodeSet NODE_SET = NodeSet.USER_SESSIONS;
  private static final SessionId FIRST = new SessionId("conversation_1");
  private static final SessionId SECOND = new SessionId("conversation_2");
  private static final SessionId THIRD = new SessionId("conversation_3");
  private static final int TURNS = 10;
  // Under an id of its own, so that a second run does not say it again.
  private static final NewTurn TOLD =
      new NewTurn(
          Optional.of(new EntryId("demo-told")),
          Optional.empty(),
          "Alice plays the cello in an orchestra.",
          "I will remember that.",
          "",
          GraphElementIds.NONE,
          Usage.NONE,
          Metadata.NONE);
  private static final List<String> TEXTS =
      List.of(
          "Alice moved to Paris in 2010. She works as a software engineer.",
          "Bob lives in New York. He is a data scientist.",
          "Alice and Bob met at a conference in 2015.");

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(names = "--fresh", description = "Start over in a new folder.")
  private boolean fresh;

  private final Cli cli;

  DemoCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    Configuration given = common.configuration(cli.reader());
    Configuration configuration =
        given
            .with(Setting.DATA, folder(given.data()).toString(), "the demo")
            .with(Setting.CACHE, Setting.CACHE.fallback(), "the demo")
            .with(Setting.GRAPH, Setting.GRAPH.fallback(), "the demo");
    UserScope scope = configuration.scope();
    try (Mnemo mnemo = cli.open(configuration)) {
      new Script(mnemo, scope, cli.console(), common.json()).play(configuration);
    }
    return MnemoTask.DONE;
  }

  /** The one folder of all runs, or with {@code --fresh} the first name that is free. */
  private Path folder(Path data) throws IOException {
    Path usual = data.resolve("demo");
    if (!fresh) {
      return usual;
    }
    Files.createDirectories(data);
    for (int i = 2; ; i++) {
      Path next = data.resolve("demo-" + i);
      if (!Files.exists(next)) {
        return Files.createDirectory(next);
      }
    }
  }

  /** The eight steps. */
  private static final class Script {

    private final Mnemo mnemo;
    private final UserScope scope;
    private final Console console;
    private final boolean json;
    private final ObjectNode document = JsonShapes.object();

    Script(Mnemo mnemo, UserScope scope, Console console, boolean json) {
      this.mnemo = mnemo;
      this.scope = scope;
      this.console = console;
      this.json = json;
    }

    void play(Configuration configuration) {
      long before = history().entries().size();
      say("1. Remember three texts");
      TEXTS.forEach(this::remember);
      say("\n2. Ask in session " + FIRST);
      ask(FIRST, "Where does Alice live?");
      say("\n3. Follow up in session " + FIRST);
      ask(FIRST, "What does she do for work?");
      say("\n4. The same question in session " + SECOND + ", which knows of nobody");
      ask(SECOND, "What does she do for work?");
      say("\n5. Tell session " + FIRST + " something that no text says");
      tell();
      say("\n6. The history of session " + FIRST);
      if (before > 0) {
        say("(an earlier run left turns here, and they are still there)");
      }
      History history = history();
      say(history.asText(false).stripTrailing());
      say("\n7. Bring session " + FIRST + " into the graph, as the node set " + NODE_SET.name());
      improve();
      say("\n8. Ask in session " + THIRD + ", which is new, for what was only said there");
      ask(THIRD, "What does Alice play?");
      say("\nEverything is in " + configuration.data());
      say("  sessions  " + configuration.data().resolve("sessions"));
      say("  graph     " + configuration.data().resolve("graph"));
      say("Ask more:   mnemo chat --data '%s'".formatted(configuration.data()));
      if (mnemo.localServer().isPresent()) {
        say("The graph's server stays a while for the next command; to end it now:");
        say("            mnemo stop --data '%s'".formatted(configuration.data()));
      }
      if (json) {
        document.put("earlier_turns", before);
        history
            .entries()
            .forEach(entry -> document.withArray("history").add(JsonShapes.entry(entry)));
        document.put("data", configuration.data().toString());
        console.json(document);
      }
    }

    private void tell() {
      mnemo.useCases().recordTurn().record(scope, FIRST, TOLD, IfEnded.REOPEN);
      say("   Q: " + TOLD.question());
      say("   A: " + TOLD.answer());
    }

    private void improve() {
      PersistRequest request =
          new PersistRequest(SessionSelection.of(FIRST), DatasetRef.of(DATASET));
      Improved improved;
      try (ProgressLine progress = ProgressLine.on(console, "Improving")) {
        improved = mnemo.useCases().improve().improve(scope, request, progress);
      }
      ImprovedText.lines(improved).forEach(line -> say("   " + line));
      document.set("improved", ImprovedText.shape(improved));
      DatasetContent content =
          mnemo
              .useCases()
              .datasets()
              .show()
              .show(
                  scope,
                  new DatasetContent.Request(
                      DatasetRef.of(DATASET), Optional.of(NODE_SET), Optional.empty(), TURNS));
      for (DocumentContent one : content.documents()) {
        DatasetText.lines(one).forEach(line -> say("   " + line));
        document.withArray(NODE_SET.name()).add(DatasetText.shape(one));
      }
    }

    private History history() {
      return mnemo.useCases().readHistory().read(scope, FIRST, new EntryRange.Last(TURNS));
    }

    private void remember(String text) {
      NewText memory = new NewText("demo text", text, Optional.empty());
      Remembered result;
      try (ProgressLine progress = ProgressLine.on(console, "Remembering")) {
        result =
            mnemo.useCases().remember().remember(scope, DatasetRef.of(DATASET), memory, progress);
      }
      boolean known = result.written().unchanged() > 0;
      say(
          "   %s%n     %s"
              .formatted(
                  text, known ? "known already" : Console.count(result.written().facts(), "fact")));
      document.withArray("remembered").add(JsonShapes.remembered(memory.title(), result));
    }

    private void ask(SessionId session, String question) {
      SearchRequest request = SearchRequest.of(session, question);
      say("   Q: " + question);
      SearchResult result = mnemo.useCases().search().search(scope, request, piece -> {});
      say("   A: " + result.answer());
      result.model().ifPresent(model -> say("      — " + model));
      result.sources().stream()
          .findFirst()
          .ifPresent(source -> say("      from " + AnswerText.titles(source)));
      result.notRemembered().ifPresent(reason -> say("      not remembered: " + reason));
      document.withArray("answers").add(JsonShapes.search(request, result));
    }

    private void say(String line) {
      if (!json) {
        console.say(line);
      }
    }
  }
}
