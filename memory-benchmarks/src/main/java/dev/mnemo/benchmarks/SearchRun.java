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
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.SessionCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.Values;

/**
 * One search in a session, split into its steps, beside the two bare round trips that it cannot do
 * without: one vector query over Bolt and one read of the window. All three take turns in one
 * process, on the embedded defaults.
 */
final class SearchRun {

  private static final List<SearchType> TYPES =
      List.of(SearchType.RAG_COMPLETION, SearchType.GRAPH_COMPLETION);
  private static final SessionId SESSION = new SessionId("conversation");
  private static final String[] NAMES = {"Alice", "Bob", "Carol", "David", "Emma", "Frank"};
  private static final String[] FAMILIES = {"Adler", "Brand", "Costa", "Diaz", "Egger", "Falk"};
  private static final String[] CITIES = {"Paris", "Lima", "Oslo", "Rome", "Kyoto", "Quito"};
  private static final String[] JOBS = {"teacher", "nurse", "baker", "pilot", "lawyer"};

  private final int documents;
  private final int rounds;

  SearchRun(int documents, int rounds) {
    this.documents = documents;
    this.rounds = rounds;
  }

  void run() throws IOException {
    Path folder = Files.createTempDirectory("mnemo-benchmark");
    try (Mnemo mnemo = Mnemo.open(folder)) {
      remember(mnemo);
      Steps steps = new Steps(rounds);
      Adapters plain = mnemo.adapters();
      Map<String, Embeddings> known = new ConcurrentHashMap<>();
      UseCases useCases = UseCaseFactory.create(timed(plain, known, steps), MemorySettings.DEFAULT);
      var address = mnemo.localServer().orElseThrow().start();
      try (Driver driver =
              GraphDatabase.driver(
                  address.uri(), AuthTokens.basic(address.user(), address.password()));
          Session session = driver.session()) {
        for (SearchType type : TYPES) {
          steps.restart();
          for (int i = 0; i < 2 * rounds; i++) {
            if (i == rounds) {
              steps.restart();
            }
            round(i, type, steps, useCases, plain, session);
          }
          report(type, steps);
        }
      }
      mnemo.localServer().orElseThrow().stop();
    } finally {
      Folders.delete(folder);
    }
  }

  private void remember(Mnemo mnemo) {
    Random random = new Random(7);
    for (int i = 0; i < documents; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 6; j++) {
        // As in life, few facts are told twice.
        String name =
            NAMES[random.nextInt(NAMES.length)]
                + " "
                + FAMILIES[random.nextInt(FAMILIES.length)]
                + random.nextInt(500);
        text.append(
            "%s lives in %s. %s works as a %s since %d. "
                .formatted(
                    name,
                    CITIES[random.nextInt(CITIES.length)],
                    name,
                    JOBS[random.nextInt(JOBS.length)],
                    1990 + random.nextInt(30)));
      }
      mnemo
          .useCases()
          .remember()
          .remember(
              UserScope.DEFAULT,
              DatasetRef.DEFAULT,
              new NewText(
                  "text " + i, text.append(i).append(" of them.").toString(), Optional.empty()),
              Progress.NONE);
    }
  }

  private void round(
      int i, SearchType type, Steps steps, UseCases useCases, Adapters plain, Session session) {
    String question = "Where does %s live?".formatted(NAMES[Math.floorMod(i, NAMES.length)]);
    SearchRequest request =
        new SearchRequest(question, type, SESSION, Optional.empty(), 10, IfEnded.REJECT);
    Embedding embedding =
        plain
            .embedder()
            .orElseThrow()
            .embed(List.of(question), Embedder.Purpose.QUERY)
            .values()
            .getFirst();
    steps.time("search", () -> useCases.search().search(UserScope.DEFAULT, request, piece -> {}));
    steps.time(
        "bare vector query",
        () ->
            session
                .run(
                    "CALL db.index.vector.queryNodes('mnemo_chunk_vector', 10, $vector)"
                        + " YIELD node, score WHERE node.dataset = $dataset"
                        + " RETURN node.id, node.text, score",
                    Values.parameters(
                        "vector",
                        embedding.vector(),
                        "dataset",
                        DatasetId.of(UserScope.DEFAULT.user(), DatasetName.DEFAULT).value()))
                .list());
    steps.time(
        "bare window read",
        () ->
            plain
                .sessions()
                .orElseThrow()
                .read(UserScope.DEFAULT.session(SESSION), new EntryRange.Last(10)));
    steps.next();
  }

  // A model's time is none of the search's own: each question is embedded once.
  private static Adapters timed(Adapters plain, Map<String, Embeddings> known, Steps steps) {
    Embedder embedder = plain.embedder().orElseThrow();
    Embedder memorising =
        new Embedder() {
          @Override
          public String name() {
            return embedder.name();
          }

          @Override
          public int dimension() {
            return embedder.dimension();
          }

          @Override
          public Embeddings embed(List<String> texts, Purpose purpose) {
            return known.computeIfAbsent(
                purpose + " " + texts, text -> embedder.embed(texts, purpose));
          }
        };
    return new Adapters(
        plain.sessions().map(cache -> steps.timed(SessionCache.class, cache)),
        plain.ledger(),
        steps.timed(KnowledgeGraph.class, plain.graph()),
        steps.timed(DatasetCatalog.class, plain.datasets()),
        steps.timed(LanguageModel.class, plain.model()),
        steps.timed(KnowledgeExtractor.class, plain.extractor()),
        steps.timed(QuestionRewriter.class, plain.rewriter()),
        Optional.of(steps.timed(Embedder.class, memorising)),
        plain.reranker(),
        plain.embeddingIndex(),
        plain.shared(),
        plain.clock(),
        plain.random());
  }

  private void report(SearchType type, Steps steps) {
    double model =
        steps.median("LanguageModel.stream")
            + steps.median("LanguageModel.countTokens")
            + steps.median("QuestionRewriter.rewrite");
    double search = steps.median("search") - model;
    double bare = steps.median("bare vector query") + steps.median("bare window read");
    Output.line(
        "%s over %d documents, %d searches after as many to warm up; medians",
        type, documents, rounds);
    for (String step : steps.names()) {
      Output.line("%-32s %9.1f us", step, steps.median(step));
    }
    Output.line("%-32s %9.1f us", "search without model time", search);
    Output.line("%-32s %9.1f us", "its two bare round trips", bare);
    Output.line("%-32s %9.2f", "ratio", search / bare);
  }
}
