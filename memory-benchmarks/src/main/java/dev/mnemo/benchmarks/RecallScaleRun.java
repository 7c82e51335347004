package dev.mnemo.benchmarks;

import static dev.mnemo.testkit.GeneratedConversations.TURNS_OF_A_SESSION;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.service.UseCaseFactory;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.GeneratedConversations.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How long recall takes in the memory of one user, who is alone in one graph and beside many others
 * in another; and where the time goes. First the one is asked while it runs alone, which tells what
 * a recall takes; then both in turn, so that whatever the machine does meanwhile meets them alike,
 * which tells how they compare. On the embedded defaults.
 */
final class RecallScaleRun {

  private static final UserId ASKED = new UserId("user 0");
  private static final int TOP_K = 10;
  private static final int WRITERS = 2;
  private static final String WHOLE = "a recall of ten";
  private static final int TO_WARM_UP = 4;

  private final int turns;
  private final int users;
  private final int sessions;
  private final int rounds;

  /**
   * @param turns of all users together
   * @param users the one who is asked included
   * @param sessions of the one who is asked, of {@value
   *     dev.mnemo.testkit.GeneratedConversations#TURNS_OF_A_SESSION} turns each
   * @param rounds how many recalls are measured, after four times as many to warm up
   */
  RecallScaleRun(int turns, int users, int sessions, int rounds) {
    this.turns = turns;
    this.users = users;
    this.sessions = sessions;
    this.rounds = rounds;
  }

  void run() throws Exception {
    Path folder = Files.createTempDirectory("mnemo-recall");
    try (Mnemo alone = Mnemo.open(folder.resolve("alone"))) {
      List<Question> questions =
          new GeneratedMemories(alone.adapters()).write(ASKED, 0, sessions).questions();
      int own = sessions * TURNS_OF_A_SESSION;
      Place small = new Place(alone.adapters(), rounds);
      ask(questions, List.of(small));
      small.report("%d turns of one user, nothing else running".formatted(own));
      try (Mnemo among = Mnemo.open(folder.resolve("among others"))) {
        int others = fill(among.adapters());
        Place beside = new Place(alone.adapters(), rounds);
        Place large = new Place(among.adapters(), rounds);
        ask(questions, List.of(beside, large));
        beside.report("%d turns of one user".formatted(own));
        large.report("the same beside %d turns of %d others".formatted(others, users - 1));
        for (int percent : List.of(50, 95)) {
          Output.line(
              "among others by alone, p%d: %.2f",
              percent,
              large.steps.percentile(WHOLE, percent) / beside.steps.percentile(WHOLE, percent));
        }
        among.localServer().orElseThrow().stop();
      }
      alone.localServer().orElseThrow().stop();
    } finally {
      Folders.delete(folder);
    }
  }

  /** Asks all places in turn, until each is warm, and then as often as is measured. */
  private void ask(List<Question> questions, List<Place> places) {
    for (int i = -TO_WARM_UP * rounds; i < rounds; i++) {
      if (i == 0) {
        places.forEach(place -> place.steps.restart());
      }
      Question question = questions.get(Math.floorMod(i, questions.size()));
      places.forEach(place -> place.ask(question));
    }
  }

  /** Writes the memories of all users; how many turns those of the others have. */
  private int fill(Adapters adapters) throws Exception {
    long start = System.nanoTime();
    GeneratedMemories memories = new GeneratedMemories(adapters);
    memories.write(ASKED, 0, sessions);
    int each =
        Math.ceilDiv(
            turns - sessions * TURNS_OF_A_SESSION, Math.max(1, users - 1) * TURNS_OF_A_SESSION);
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> written =
          IntStream.range(1, users)
              .<Future<?>>mapToObj(
                  i -> writers.submit(() -> memories.write(new UserId("user " + i), i, each)))
              .toList();
      for (Future<?> one : written) {
        one.get();
      }
    }
    int others = (users - 1) * each * TURNS_OF_A_SESSION;
    Output.line(
        "%d turns of %d users written in %.0f s",
        others + sessions * TURNS_OF_A_SESSION,
        users,
        Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
    return others;
  }

  /** One graph, and how long it took to find things in it. */
  private static final class Place {

    private final Steps steps;
    private final UseCases useCases;

    Place(Adapters plain, int rounds) {
      steps = new Steps(rounds);
      useCases = UseCaseFactory.create(timed(plain), MemorySettings.DEFAULT);
    }

    void ask(Question question) {
      RecallRequest request = RecallRequest.of(question.text(), TOP_K);
      steps.time(WHOLE, () -> useCases.recall().recall(UserScope.of(ASKED), request));
      steps.next();
    }

    void report(String what) {
      Output.line("\n%-48s %7s %7s %7s", what + ", ms", "p50", "p95", "p99");
      for (String step : steps.names()) {
        Output.line(
            "%-48s %7.1f %7.1f %7.1f", step, millis(step, 50), millis(step, 95), millis(step, 99));
      }
    }

    private double millis(String step, int percent) {
      return steps.percentile(step, percent) / 1e3;
    }

    private Adapters timed(Adapters plain) {
      return new Adapters(
          plain.sessions(),
          plain.ledger(),
          steps.timed(KnowledgeGraph.class, plain.graph()),
          steps.timed(DatasetCatalog.class, plain.datasets()),
          plain.model(),
          plain.extractor(),
          plain.rewriter(),
          plain.embedder().map(embedder -> steps.timed(Embedder.class, embedder)),
          plain.reranker(),
          plain.embeddingIndex(),
          plain.shared(),
          plain.clock(),
          plain.random());
    }
  }
}
