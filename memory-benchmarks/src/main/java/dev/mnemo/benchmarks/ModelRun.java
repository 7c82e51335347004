package dev.mnemo.benchmarks;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchType;
import dev.mnemo.application.service.UseCaseFactory;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TurnBuilder;
import dev.mnemo.testkit.fake.FakeDatasetCatalog;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * What mnemo adds to a model's call, on the embedded defaults: searches beside bare calls of the
 * same server with the same body; and how much of a long conversation is sent.
 */
final class ModelRun {

  private static final List<SearchType> TYPES =
      List.of(SearchType.RAG_COMPLETION, SearchType.GRAPH_COMPLETION);
  private static final Duration MODEL_TIME = Duration.ofMillis(200);
  private static final int WARM_UP = 200;
  private static final String FOLDER = "mnemo-model-benchmark";
  private static final String[] NAMES = {"Alice", "Bob", "Carol", "David", "Emma", "Frank"};
  private static final String[] CITIES = {"Paris", "Lima", "Oslo", "Rome", "Kyoto", "Quito"};

  private final int documents;
  private final int rounds;
  private final int callers;
  private final Duration time;
  private final List<Integer> turns;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * @param rounds searches of one caller
   * @param callers how many search at once, for {@code time} per search type
   * @param turns lengths of conversations, ascending
   */
  ModelRun(int documents, int rounds, int callers, Duration time, List<Integer> turns) {
    this.documents = documents;
    this.rounds = rounds;
    this.callers = callers;
    this.time = time;
    this.turns = turns;
  }

  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(FOLDER);
    try (SlowModelServer server = SlowModelServer.taking(MODEL_TIME);
        HttpClient bare = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Mnemo local = Mnemo.open(folder.resolve("data"));
        Mnemo remote = withModel(folder, server.baseUri())) {
      remember(local);
      // The rules rewrite, so that one search is one call.
      UseCases useCases =
          UseCaseFactory.create(
              with(local.adapters(), remote.adapters().model()), MemorySettings.DEFAULT);
      for (int i = 0; i < WARM_UP; i++) {
        useCases.previewSearch().preview(UserScope.DEFAULT, request(TYPES.get(i % 2), 0));
      }
      UseCases bareCore =
          UseCaseFactory.create(
              withoutGraph(local.adapters(), remote.adapters().model()), MemorySettings.DEFAULT);
      oneByOne(with(local.adapters(), remote.adapters().model()), server, bare);
      allAtOnce(useCases, bareCore, server, bare);
      tokens(useCases, local.adapters(), remote.adapters().model());
      local.localServer().orElseThrow().stop();
    } finally {
      Folders.delete(folder);
    }
  }

  private static Mnemo withModel(Path folder, URI baseUri) {
    ConfigurationReader reader =
        new ConfigurationReader(
            Map.of(
                "MNEMO_DATA",
                folder.resolve("unused").toString(),
                "MNEMO_LLM",
                "openai",
                "MNEMO_OPENAI_BASE_URL",
                baseUri.toString(),
                "MNEMO_OPENAI_MODEL",
                "gpt-4o"),
            folder.toString(),
            System.getProperty("os.name"));
    return Mnemo.open(reader.read(Optional.empty(), Map.of()), status -> {});
  }

  /** The real sessions and model, with what costs next to nothing in the place of the rest. */
  private static Adapters withoutGraph(Adapters local, LanguageModel model) {
    return new Adapters(
        local.sessions(),
        local.ledger(),
        new FakeKnowledgeGraph(),
        new FakeDatasetCatalog(),
        model,
        local.extractor(),
        local.rewriter(),
        Optional.empty(),
        local.reranker(),
        local.embeddingIndex(),
        local.shared(),
        local.clock(),
        local.random());
  }

  private static Adapters with(Adapters local, LanguageModel model) {
    return new Adapters(
        local.sessions(),
        local.ledger(),
        local.graph(),
        local.datasets(),
        model,
        local.extractor(),
        local.rewriter(),
        local.embedder(),
        local.reranker(),
        local.embeddingIndex(),
        local.shared(),
        local.clock(),
        local.random());
  }

  private void remember(Mnemo mnemo) {
    for (int i = 0; i < documents; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 4; j++) {
        int person = i * 4 + j;
        text.append(
            "%s Nr%d moved to %s in %d. She works as a teacher. "
                .formatted(
                    NAMES[person % NAMES.length],
                    person,
                    CITIES[(person * 7 + i) % CITIES.length],
                    1950 + person % 70));
      }
      mnemo
          .useCases()
          .remember()
          .remember(
              UserScope.DEFAULT,
              DatasetRef.DEFAULT,
              new NewText("text " + i, text.toString(), Optional.empty()),
              Progress.NONE);
    }
  }

  // Each question is a new one, so that it is embedded anew.
  private SearchRequest request(SearchType type, int caller) {
    int number = asked.incrementAndGet();
    return new SearchRequest(
        "Where did %s Nr%d move to?"
            .formatted(NAMES[number % NAMES.length], number % (documents * 4)),
        type,
        new SessionId("caller " + caller),
        Optional.empty(),
        SearchRequest.DEFAULT_TOP_K,
        IfEnded.REJECT);
  }

  private void search(UseCases useCases, SearchType type, int caller) {
    useCases.search().search(UserScope.DEFAULT, request(type, caller), piece -> {});
  }

  private static void call(HttpClient client, URI baseUri, byte[] body) {
    try {
      client.send(
          HttpRequest.newBuilder(URI.create(baseUri + "/chat/completions"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(body))
              .build(),
          BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void oneByOne(Adapters adapters, SlowModelServer server, HttpClient client) {
    Output.line("%d documents, one caller, %d searches of each type; ms", documents, rounds);
    long[] bare = new long[rounds];
    for (SearchType type : TYPES) {
      Steps steps = new Steps(rounds);
      UseCases useCases = UseCaseFactory.create(timed(adapters, steps), MemorySettings.DEFAULT);
      long[] searches = new long[rounds];
      for (int i = -rounds / 5; i < rounds; i++) {
        int round = Math.max(i, 0);
        if (i == 0) {
          steps.restart();
        }
        searches[round] = nanos(() -> search(useCases, type, 0));
        bare[round] = nanos(() -> call(client, server.baseUri(), server.lastRequest()));
        if (i >= 0) {
          steps.next();
        }
      }
      Arrays.sort(bare);
      Arrays.sort(searches);
      Output.line("%-18s p50 %7.1f  p99 %7.1f", "bare call", at(bare, 50), at(bare, 99));
      Output.line(
          "%-18s p50 %7.1f  p99 %7.1f  added p50 %6.1f  p99 %6.1f",
          type,
          at(searches, 50),
          at(searches, 99),
          at(searches, 50) - at(bare, 50),
          at(searches, 99) - at(bare, 99));
      for (String step : steps.names()) {
        Output.line("  %-30s %7.1f", step, steps.median(step) / 1_000);
      }
    }
  }

  private static Adapters timed(Adapters plain, Steps steps) {
    return new Adapters(
        plain.sessions().map(cache -> steps.timed(SessionCache.class, cache)),
        plain.ledger(),
        steps.timed(KnowledgeGraph.class, plain.graph()),
        steps.timed(DatasetCatalog.class, plain.datasets()),
        steps.timed(LanguageModel.class, plain.model()),
        plain.extractor(),
        steps.timed(QuestionRewriter.class, plain.rewriter()),
        plain.embedder().map(embedder -> steps.timed(Embedder.class, embedder)),
        plain.reranker(),
        plain.embeddingIndex(),
        plain.shared(),
        plain.clock(),
        plain.random());
  }

  private void allAtOnce(
      UseCases useCases, UseCases bareCore, SlowModelServer server, HttpClient client)
      throws InterruptedException {
    byte[] body = server.lastRequest();
    Output.line("%d callers at once, %d s each; ms", callers, time.toSeconds());
    Load bare = load("bare call", caller -> call(client, server.baseUri(), body));
    compare(
        load("core, files, model", caller -> search(bareCore, SearchType.RAG_COMPLETION, caller)),
        bare);
    for (SearchType type : TYPES) {
      compare(load(type.name(), caller -> search(useCases, type, caller)), bare);
    }
  }

  private Load load(String name, IntConsumer work) throws InterruptedException {
    Load.of(callers, time.dividedBy(2), work);
    Duration before = cpu();
    Load load = Load.of(callers, time, work);
    Output.line(
        "%-18s p50 %7.1f  p99 %7.1f  %6.1f a second, %.1f CPU-ms each",
        name,
        load.percentile(50),
        load.percentile(99),
        load.perSecond(),
        cpu().minus(before).toNanos() / 1e6 / load.nanos().length);
    return load;
  }

  private static void compare(Load searches, Load bare) {
    Output.line(
        "%-18s throughput %.2f of the bare calls; added p50 %.1f  p99 %.1f",
        "",
        searches.perSecond() / bare.perSecond(),
        searches.percentile(50) - bare.percentile(50),
        searches.percentile(99) - bare.percentile(99));
  }

  /** What this process, both ends of the model's calls in it, and the graph's server have used. */
  private static Duration cpu() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.equals(ProcessHandle.current())
                    || process.info().commandLine().orElse("").contains(FOLDER))
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private void tokens(UseCases useCases, Adapters local, LanguageModel model) {
    SessionCache sessions = local.sessions().orElseThrow();
    Output.line("tokens sent for one question, beside the same with the whole history");
    for (int length : turns) {
      SessionId id = new SessionId("of %d turns".formatted(length));
      SessionKey session = UserScope.DEFAULT.session(id);
      for (int i = 0; i < length; i++) {
        sessions.append(session, turn(id, i), IfEnded.REJECT);
      }
      List<QAEntry> all = sessions.read(session, new EntryRange.Last(length)).entries();
      SearchRequest request = SearchRequest.of(id, "Where did Alice Nr6 move to?");
      long sent =
          useCases.search().search(UserScope.DEFAULT, request, piece -> {}).usage().tokensIn();
      int window = Math.min(length, MemorySettings.DEFAULT.window());
      long leftOut =
          all.subList(0, length - window).stream()
              .mapToLong(
                  turn -> model.countTokens(turn.question()) + model.countTokens(turn.answer()))
              .sum();
      Output.line(
          "%5d turns  sent %6d  whole history %7d  ratio %.3f",
          length, sent, sent + leftOut, sent / (double) (sent + leftOut));
    }
  }

  private static Turn turn(SessionId session, int number) {
    String name = NAMES[number % NAMES.length] + " Nr" + number;
    return TurnBuilder.turn("%s, turn %d".formatted(session, number))
        .question("Where does %s live at present, and what does she do for work?".formatted(name))
        .answer(
            "%s lives in %s, where she moved in %d, and works as a teacher. Before that she spent some"
                    .formatted(name, CITIES[number % CITIES.length], 1950 + number % 70)
                + " years in another town, and nothing that was remembered tells more about it.")
        .build();
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static double at(long[] sorted, int percent) {
    return Load.percentile(sorted, percent);
  }
}
