package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.FailedChunk;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.fake.FakeEmbedder;
import dev.mnemo.testkit.fake.FakeExtractor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remembering that fails in the middle, and goes on where it stopped. */
@Timeout(60)
class ResumedRememberTest {

  private static final DatasetId DATASET = DatasetId.of(ALICE.user(), MAIN);
  private static final int CHUNKS = 40;
  private static final String TEXT =
      IntStream.range(0, CHUNKS)
          .mapToObj(
              i -> "# Part %d\nAlice likes Thing%d. Bob lives in City%d.".formatted(i, i % 7, i))
          .collect(Collectors.joining("\n\n"));
  private static final ModelFailureException WRONG_KEY =
      ModelFailureException.permanentFailure("wrong key; check it", new Exception());
  private static final ModelFailureException USELESS =
      ModelFailureException.refusedInput("no JSON; repeat it", new Exception());
  private static final ModelFailureException OVERLOADED =
      ModelFailureException.transientFailure("overloaded; wait", new Exception());

  private static final ModelFailureException UNREACHABLE =
      ModelFailureException.permanentFailure("cannot be reached; start it", new Exception());

  private final World world = new World();
  private List<String> read = List.of();

  /** Extracts at a price, and fails where it is told to. */
  private KnowledgeExtractor paid(Function<Integer, Optional<RuntimeException>> failing) {
    FakeExtractor healthy = new FakeExtractor();
    // Of its own: calls that a failed run gave up may still end during the next.
    List<String> mine = new CopyOnWriteArrayList<>();
    read = mine;
    return passage -> {
      int part = part(passage);
      Optional<RuntimeException> failure = failing.apply(part);
      if (failure.isPresent()) {
        throw failure.get();
      }
      mine.add(passage.text());
      Extraction found = healthy.extract(passage);
      return new Extraction(
          found.entities(),
          found.facts(),
          "On part %d.".formatted(part),
          "paid",
          new Usage(10, 5, Optional.empty(), false));
    };
  }

  private static int part(Passage passage) {
    return Integer.parseInt(passage.text().lines().findFirst().orElseThrow().substring(7));
  }

  private KnowledgeExtractor healthy() {
    return paid(part -> Optional.empty());
  }

  private Remembered undisturbed(World other) {
    other.extractor = healthy();
    Remembered remembered = other.remember(TEXT);
    read.clear();
    return remembered;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 31, 32, 33, 39})
  void aSecondRunShouldPayOnlyForTheRest(int stopsAt) {
    World whole = new World();
    undisturbed(whole);
    world.extractor = paid(part -> part == stopsAt ? Optional.of(WRONG_KEY) : Optional.empty());
    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(WRONG_KEY);
    int before = Math.toIntExact(world.graph.count(DATASET).chunks());
    world.extractor = healthy();

    Remembered rest = world.remember(TEXT);

    assertThat(before).isGreaterThanOrEqualTo(stopsAt);
    assertThat(rest.known()).isEqualTo(before);
    assertThat(rest.usage().tokensIn()).isEqualTo(10L * (CHUNKS - before));
    assertThat(rest.failed()).isEmpty();
    assertSame(whole);
  }

  @Test
  void whatAKillLeavesShouldBeGoneOnWith() {
    World whole = new World();
    undisturbed(whole);
    KnowledgeGraph graph = world.graph;
    AtomicInteger writes = new AtomicInteger();
    // As a killed process does, nothing is written from some point on.
    world.graph =
        Intercepted.port(
            KnowledgeGraph.class,
            graph,
            (method, arguments, original) -> {
              if (method.equals("write") && writes.incrementAndGet() > 1) {
                throw new BackendUnavailableException("graph (test)", "is gone");
              }
              return original.proceed();
            });
    world.extractor = healthy();
    assertThatThrownBy(() -> world.remember(TEXT)).isInstanceOf(BackendUnavailableException.class);
    int kept = Math.toIntExact(graph.count(DATASET).chunks());
    world.extractor = healthy();
    world.graph = graph;

    world.remember(TEXT);

    assertThat(kept).isPositive();
    assertThat(read).hasSize(CHUNKS - kept).doesNotHaveDuplicates();
    assertSame(whole);
  }

  @Test
  void aChunkThatFailsShouldBeReportedAndFoundAndTriedAgainAlone() {
    World whole = new World();
    undisturbed(whole);
    world.extractor = paid(part -> part % 10 == 3 ? Optional.of(USELESS) : Optional.empty());

    Remembered first = world.remember(TEXT);

    assertThat(first.failed())
        .containsExactly(
            new FailedChunk(3, false, "no JSON; repeat it"),
            new FailedChunk(13, false, "no JSON; repeat it"),
            new FailedChunk(23, false, "no JSON; repeat it"),
            new FailedChunk(33, false, "no JSON; repeat it"));
    assertThat(first.written().added()).isEqualTo(1);
    assertThat(texts(world, Evidence.Kind.CHUNK, "City13")).hasSize(1);
    assertThat(texts(world, Evidence.Kind.FACT, "City13")).isEmpty();
    assertThat(world.graph.count(DATASET).summaries()).isEqualTo(1);

    read.clear();
    world.extractor = healthy();
    List<String> embedded = world.recordEmbedded();
    Remembered second = world.remember(TEXT);

    assertThat(second.failed()).isEmpty();
    assertThat(second.known()).isEqualTo(CHUNKS - 4);
    assertThat(second.written().unchanged()).isZero();
    assertThat(read).hasSize(4);
    assertThat(embedded).noneMatch(text -> text.startsWith("# Part"));
    assertSame(whole);
  }

  @Test
  void whatFailsAgainShouldCostNothingMore() {
    world.extractor = paid(part -> part == 3 ? Optional.of(USELESS) : Optional.empty());
    world.remember(TEXT);
    GraphCounts before = world.graph.count(DATASET);
    read.clear();
    List<String> embedded = world.recordEmbedded();

    Remembered again = world.remember(TEXT);

    assertThat(again.failed()).extracting(FailedChunk::position).containsExactly(3);
    assertThat(again.written()).isEqualTo(new WriteReport(0, 1, 0, 0, 0));
    assertThat(read).isEmpty();
    assertThat(embedded).isEmpty();
    assertThat(world.graph.count(DATASET)).isEqualTo(before);
  }

  @Test
  void anOverloadedModelShouldFailAChunkAndInARowEndTheRun() {
    world.extractor = paid(part -> part == 3 ? Optional.of(OVERLOADED) : Optional.empty());
    assertThat(world.remember("# Part 2\nA.\n# Part 3\nB.\n# Part 4\nC.").failed())
        .extracting(FailedChunk::position)
        .containsExactly(1);
    AtomicInteger asked = new AtomicInteger();
    world.extractor =
        paid(
            part -> {
              asked.incrementAndGet();
              return Optional.of(OVERLOADED);
            });

    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(OVERLOADED);

    assertThat(asked.get()).isLessThan(8);
  }

  @Test
  void aWaitThatTheProviderAsksForShouldEndTheRunAtOnce() {
    ModelFailureException limited =
        ModelFailureException.rateLimited(
            "the quota is spent", Duration.ofHours(1), new Exception());
    world.extractor = paid(part -> Optional.of(limited));

    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(limited);
    assertThat(world.graph.count(DATASET).chunks()).isZero();
  }

  @Test
  void anExtractionShouldOutliveTheEmbeddingThatFailsAfterIt() {
    failingEmbedder(text -> text.contains("Thing2"), UNREACHABLE);
    world.extractor = healthy();

    assertThatThrownBy(() -> world.remember(TEXT))
        .isInstanceOf(ModelFailureException.class)
        .hasMessageStartingWith("cannot be reached; start it")
        .hasMessageEndingWith("kept without vectors; 'mnemo reembed' makes them)");
    assertThat(texts(world, Evidence.Kind.FACT, "City2")).hasSize(1);

    world.extractor = healthy();
    world.embedder = Optional.of(new FakeEmbedder());
    Remembered rest = world.remember(TEXT);

    assertThat(rest.known()).isGreaterThan(2);
    assertThat(read)
        .hasSize(CHUNKS - rest.known())
        .noneMatch(text -> text.startsWith("# Part 2\n"));
    reembed();
    World whole = new World();
    undisturbed(whole);
    assertSame(whole);
  }

  @Test
  void aTextThatTheEmbeddingModelRefusesShouldBeKeptWithoutVectors() {
    failingEmbedder(text -> text.contains("City13"), USELESS);
    world.extractor = healthy();

    Remembered first = world.remember(TEXT);

    assertThat(first.failed())
        .containsExactly(
            new FailedChunk(
                13,
                true,
                "no JSON; repeat it (what was extracted is kept without vectors;"
                    + " 'mnemo reembed' makes them)"));
    assertThat(texts(world, Evidence.Kind.FACT, "City13")).hasSize(1);
    assertThat(world.remember(TEXT).known()).isEqualTo(CHUNKS);
  }

  @Test
  void whatWasReadShouldOutliveTheEmbeddingOfTheSummary() {
    failingEmbedder(text -> text.startsWith("On part 0."), UNREACHABLE);
    world.extractor = healthy();
    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(UNREACHABLE);
    read.clear();
    world.embedder = Optional.of(new FakeEmbedder());

    world.remember(TEXT);

    assertThat(read).isEmpty();
    World whole = new World();
    undisturbed(whole);
    assertSame(whole);
  }

  @Test
  void aFreeExtractionShouldBeMadeAgainRatherThanKeptWithoutVectors() {
    failingEmbedder(text -> true, UNREACHABLE);

    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(UNREACHABLE);

    assertThat(world.graph.count(DATASET).chunks()).isZero();
  }

  @Test
  void aPartThatWasCutIntoOtherChunksShouldMakePlace() {
    KnowledgeGraph graph = world.graph;
    NodeId document = NodeId.document(DATASET, ContentHash.of(TEXT));
    world.extractor = paid(part -> part == 20 ? Optional.of(WRONG_KEY) : Optional.empty());
    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(WRONG_KEY);
    graph.write(BatchBuilder.in(DATASET).document(TEXT).chunk(0, "# Part").build());
    world.extractor = healthy();

    world.remember(TEXT);

    World whole = new World();
    undisturbed(whole);
    assertSame(whole);
    assertThat(graph.parts(DATASET, document, ContentHash.of(TEXT)).orElseThrow().gists())
        .hasSize(CHUNKS);
  }

  @Test
  void whatIsThereInOtherChunksShouldStayUntilThereIsMore() {
    world.extractor = paid(part -> part == 20 ? Optional.of(WRONG_KEY) : Optional.empty());
    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(WRONG_KEY);
    world.graph.write(BatchBuilder.in(DATASET).document(TEXT).chunk(0, "# Part").build());
    GraphCounts before = world.graph.count(DATASET);
    world.extractor = paid(part -> Optional.of(WRONG_KEY));

    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(WRONG_KEY);

    assertThat(world.graph.count(DATASET)).isEqualTo(before);
  }

  @Test
  void aDocumentForgottenWhileItIsReadShouldStayForgotten() {
    NodeId document = NodeId.document(DATASET, ContentHash.of(TEXT));
    AtomicBoolean forgotten = new AtomicBoolean();
    KnowledgeGraph graph = world.graph;
    world.graph =
        Intercepted.port(
            KnowledgeGraph.class,
            graph,
            (method, arguments, original) -> {
              Object result = original.proceed();
              if (method.equals("write") && !forgotten.getAndSet(true)) {
                graph.forget(DATASET, Set.of(document), ForgetMode.FORGET);
              }
              return result;
            });
    world.extractor = healthy();

    assertThatThrownBy(() -> world.remember(TEXT))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("was forgotten while it was being read");
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(0, 0, 0, 0, 0));
  }

  @Test
  void manyAtOnceShouldMakeOneDocument() {
    World whole = new World();
    undisturbed(whole);
    world.extractor = healthy();

    List<Remembered> all = Parallel.run(4, n -> world.remember(TEXT));

    assertThat(all.stream().mapToInt(one -> one.written().added()).sum()).isEqualTo(1);
    assertSame(whole);
  }

  @Test
  void progressShouldStartWhereTheLastRunStopped() {
    world.extractor = paid(part -> part == 20 ? Optional.of(WRONG_KEY) : Optional.empty());
    assertThatThrownBy(() -> world.remember(TEXT)).isSameAs(WRONG_KEY);
    long kept = world.graph.count(DATASET).chunks();
    world.extractor = healthy();
    List<Long> done = new ArrayList<>();

    world
        .useCases()
        .remember()
        .remember(
            ALICE,
            DatasetRef.of(MAIN),
            new NewText("note", TEXT, Optional.empty()),
            (at, total) -> done.add(at));

    assertThat(done).startsWith(0L, kept, kept + 1).endsWith((long) CHUNKS).isSorted();
  }

  private void failingEmbedder(Predicate<String> which, ModelFailureException failure) {
    world.embedder =
        Optional.of(
            Intercepted.port(
                Embedder.class,
                new FakeEmbedder(),
                (method, arguments, original) -> {
                  if (method.equals("embed")
                      && ((List<?>) arguments[0])
                          .stream().anyMatch(one -> which.test((String) one))) {
                    throw failure;
                  }
                  return original.proceed();
                }));
  }

  private void reembed() {
    world.useCases().reembed().reembed(ALICE, Progress.NONE);
  }

  /** Everything that can be found, with its provenance, is what an undisturbed run leaves. */
  private void assertSame(World whole) {
    assertThat(world.graph.count(DATASET)).isEqualTo(whole.graph.count(DATASET));
    for (Evidence.Kind kind : EnumSet.allOf(Evidence.Kind.class)) {
      assertThat(everything(world, kind))
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(everything(whole, kind));
    }
    NodeId document = NodeId.document(DATASET, ContentHash.of(TEXT));
    assertThat(world.graph.parts(DATASET, document, ContentHash.of(TEXT)))
        .isEqualTo(whole.graph.parts(DATASET, document, ContentHash.of(TEXT)));
  }

  // What is told of it in the order of writing, which differs, is compared as a set.
  private static List<String> everything(World world, Evidence.Kind kind) {
    return found(world, kind, "part alice bob thing city on likes lives").stream()
        .map(
            one ->
                "%s %s %s %s"
                    .formatted(
                        one.id(),
                        one.text(),
                        one.provenance().documents(),
                        Set.copyOf(one.provenance().chunks()).stream()
                            .map(NodeId::value)
                            .sorted()
                            .toList()))
        .toList();
  }

  private static List<String> texts(World world, Evidence.Kind kind, String words) {
    return found(world, kind, words).stream().map(Evidence::text).toList();
  }

  private static List<Evidence> found(World world, Evidence.Kind kind, String words) {
    GraphView view = new GraphView(UserScope.DEFAULT.user(), Set.of(DATASET));
    List<Candidate> candidates =
        world.graph.retrieve(
            new RetrievalQuery(
                view, List.of(words), Optional.empty(), Set.of(kind), Set.of(), 1_000));
    return world.graph.describe(
        view, candidates.stream().map(Candidate::id).collect(Collectors.toSet()));
  }
}
