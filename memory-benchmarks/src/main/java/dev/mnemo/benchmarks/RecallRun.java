package dev.mnemo.benchmarks;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.RankingWeights;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.service.UseCaseFactory;
import dev.mnemo.benchmarks.Conversations.Question;
import dev.mnemo.benchmarks.Conversations.Turn;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.port.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How well, and how fast, recall finds the turns that answer questions about long conversations: a
 * user for each conversation, an entry for each turn, written as persisted sessions are. On the
 * embedded defaults, with embeddings and without.
 */
final class RecallRun {

  private static final int DEPTH = 100;
  private static final int AT_ONCE = 50;

  private final Conversations conversations;

  RecallRun(Conversations conversations) {
    this.conversations = conversations;
  }

  void run() throws IOException {
    Path folder = Files.createTempDirectory("mnemo-recall");
    try (Mnemo mnemo = Mnemo.open(folder)) {
      long start = System.nanoTime();
      Map<String, Evidence> written = new LinkedHashMap<>();
      for (Map.Entry<String, List<Turn>> one : conversations.turns().entrySet()) {
        write(mnemo.adapters(), one.getKey(), one.getValue(), written);
      }
      Output.line(
          "%d turns embedded and written in %.1f s",
          written.size(), Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
      Adapters whole = mnemo.adapters();
      Replay replay = new Replay(whole, written);
      for (boolean embedded : new boolean[] {true, false}) {
        Output.line("\n%s embeddings", embedded ? "with" : "without");
        Found.table(found(replay.adapters(embedded), RankingWeights.builtIn()))
            .forEach(line -> Output.line("%s", line));
        contexts(replay.adapters(embedded));
      }
      ablation(replay);
      latencies(whole);
      mnemo.localServer().orElseThrow().stop();
    } finally {
      Folders.delete(folder);
    }
  }

  /** Fits the weights, each time without one conversation, which then judges them. */
  void fit() throws IOException {
    Path folder = Files.createTempDirectory("mnemo-recall");
    try (Mnemo mnemo = Mnemo.open(folder)) {
      Map<String, Evidence> written = new LinkedHashMap<>();
      for (Map.Entry<String, List<Turn>> one : conversations.turns().entrySet()) {
        write(mnemo.adapters(), one.getKey(), one.getValue(), written);
      }
      Replay replay = new Replay(mnemo.adapters(), written);
      new RecallFit(
              List.copyOf(conversations.turns().keySet()),
              List.of(signalled(replay.adapters(true)), signalled(replay.adapters(false))))
          .run();
      mnemo.localServer().orElseThrow().stop();
    } finally {
      Folders.delete(folder);
    }
  }

  private static void write(
      Adapters adapters, String conversation, List<Turn> turns, Map<String, Evidence> written) {
    UserId user = new UserId(conversation);
    DatasetId dataset =
        adapters.datasets().open(user, DatasetName.DEFAULT, adapters.clock().instant()).id();
    for (int from = 0; from < turns.size(); from += AT_ONCE) {
      int to = Math.min(turns.size(), from + AT_ONCE);
      List<Embedding> vectors =
          adapters
              .embedder()
              .orElseThrow()
              .embed(
                  turns.subList(from, to).stream().map(Turn::said).toList(),
                  Embedder.Purpose.PASSAGE)
              .values();
      List<Document> documents = new ArrayList<>();
      List<Chunk> chunks = new ArrayList<>();
      for (int i = from; i < to; i++) {
        Turn turn = turns.get(i);
        EntryKey key =
            new EntryKey(SessionKey.of(conversation, "S" + turn.session()), new EntryId(turn.id()));
        Document document =
            new Document(
                NodeId.document(dataset, key),
                new Source.SessionEntry(key, i + 1),
                ContentHash.of(turn.said()),
                turn.time(),
                Set.of(NodeSet.USER_SESSIONS));
        documents.add(document);
        Chunk chunk =
            new Chunk(
                NodeId.chunk(document.id(), 0, turn.said()),
                document.id(),
                0,
                turn.said(),
                Optional.of(new Spoken(turn.speaker(), before(turns, i))),
                Optional.of(vectors.get(i - from)),
                Optional.of(""));
        chunks.add(chunk);
        Replay.keep(dataset, document, chunk, written);
      }
      adapters
          .graph()
          .write(
              new GraphBatch(
                  dataset,
                  documents,
                  chunks,
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(),
                  Optional.empty(),
                  adapters.clock().instant()));
    }
  }

  private static String before(List<Turn> turns, int at) {
    return String.join(
        "\n",
        turns.subList(Math.max(0, at - 2), at).stream()
            .filter(turn -> turn.session() == turns.get(at).session())
            .map(Turn::said)
            .map(said -> said.replace('\n', ' '))
            .map(said -> said.substring(0, Math.min(said.length(), Spoken.MOST_OF_A_TURN)))
            .toList());
  }

  private Map<Question, Found> found(Adapters adapters, RankingWeights weights) {
    UseCases useCases =
        UseCaseFactory.create(adapters, MemorySettings.DEFAULT.withRanking(weights));
    Map<Question, Found> found = new LinkedHashMap<>();
    for (Question question : conversations.questions()) {
      List<String> ranked = ask(useCases, question, DEPTH).stream().map(RecallRun::entry).toList();
      found.put(question, Found.of(question.evidence(), ranked));
    }
    return found;
  }

  private void contexts(Adapters adapters) {
    UseCases useCases = UseCaseFactory.create(adapters, MemorySettings.DEFAULT);
    Map<Question, List<String>> ranked = new LinkedHashMap<>();
    for (Question question : conversations.questions()) {
      ranked.put(question, ask(useCases, question, DEPTH).stream().map(RecallRun::entry).toList());
    }
    Output.line("");
    new ContextFound(conversations.turns()).table(ranked).forEach(line -> Output.line("%s", line));
  }

  // With each weight at one, what a signal adds is what it says.
  private List<RecallFit.Asked> signalled(Adapters adapters) {
    RankingWeights ones = RankingWeights.builtIn();
    for (String signal : List.copyOf(ones.bySignal().keySet())) {
      ones = ones.with(signal, 1);
    }
    UseCases useCases = UseCaseFactory.create(adapters, MemorySettings.DEFAULT.withRanking(ones));
    List<RecallFit.Asked> asked = new ArrayList<>();
    for (Question question : conversations.questions()) {
      List<RecallFit.Signalled> found =
          ask(useCases, question, 2 * DEPTH).stream()
              .map(one -> new RecallFit.Signalled(entry(one), one.shares()))
              .toList();
      asked.add(new RecallFit.Asked(question, found));
    }
    return asked;
  }

  private static String entry(Ranked one) {
    Source source = one.evidence().provenance().documents().getFirst().source();
    return ((Source.SessionEntry) source).entry().entry().value();
  }

  private static List<Ranked> ask(UseCases useCases, Question question, int topK) {
    return useCases
        .recall()
        .recall(
            UserScope.of(new UserId(question.conversation())),
            new RecallRequest(
                question.text(), Optional.empty(), Set.of(Evidence.Kind.CHUNK), Set.of(), topK));
  }

  private void ablation(Replay replay) {
    RankingWeights all = RankingWeights.builtIn();
    Found whole = overall(found(replay.adapters(true), all));
    Output.line("\n%-12s %7s %7s", "without", "R@10", "nDCG@10");
    all.bySignal().keySet().stream()
        .sorted()
        .forEach(
            signal -> {
              Found left = overall(found(replay.adapters(true), all.with(signal, 0)));
              Output.line(
                  "%-12s %+7.3f %+7.3f",
                  signal, left.recall10() - whole.recall10(), left.ndcg10() - whole.ndcg10());
            });
  }

  static Found overall(Map<Question, Found> found) {
    return Found.mean(List.copyOf(found.values()));
  }

  private void latencies(Adapters adapters) {
    UseCases useCases = UseCaseFactory.create(adapters, MemorySettings.DEFAULT);
    long[] nanos = new long[conversations.questions().size()];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        ask(useCases, conversations.questions().get(i), 10);
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    Output.line(
        "\na recall of ten, ms: p50 %.1f  p95 %.1f",
        Load.percentile(nanos, 50), Load.percentile(nanos, 95));
  }
}
