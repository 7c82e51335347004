package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.fake.FakeEmbedder;
import dev.mnemo.testkit.fake.FakeExtractor;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RememberTest {

  private static final String ABOUT_ALICE =
      "Alice moved to Paris in 2010. She works as a software engineer.";
  private static final DatasetId DATASET = DatasetId.of(ALICE.user(), MAIN);

  private final World world = new World();
  private final List<GraphBatch> batches = new CopyOnWriteArrayList<>();

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void aTextShouldBecomeOneDocumentWithItsChunksEntitiesFactsAndSummary() {
    Remembered remembered = world.remember(ABOUT_ALICE);

    assertThat(world.graph.count(DATASET)).isEqualTo(new GraphCounts(1, 1, 3, 2, 1));
    assertThat(remembered.chunks()).isEqualTo(1);
    assertThat(remembered.written()).isEqualTo(new WriteReport(1, 0, 0, 5, 2));
    assertThat(remembered.document())
        .isEqualTo(NodeId.document(DATASET, ContentHash.of(ABOUT_ALICE)));
    assertThat(remembered.dataset()).isEqualTo(world.catalog.find(DATASET).orElseThrow());
  }

  @Test
  void theSameTextAgainShouldChangeNothingAndCostNothing() {
    world.remember(ABOUT_ALICE);
    GraphCounts before = world.graph.count(DATASET);
    world.extractor =
        passage -> {
          throw new AssertionError("what is known is not extracted again");
        };
    world.embedder = Optional.empty();

    Remembered again = world.remember(ABOUT_ALICE);

    assertThat(again.written()).isEqualTo(new WriteReport(0, 1, 0, 0, 0));
    assertThat(again.usage()).isEqualTo(Usage.NONE);
    assertThat(again.chunks()).isEqualTo(1);
    assertThat(world.graph.count(DATASET)).isEqualTo(before);
  }

  @Test
  void theDatasetShouldBeOpenedOnce() {
    List<String> calls = new CopyOnWriteArrayList<>();
    world.catalog =
        Intercepted.port(
            DatasetCatalog.class,
            world.catalog,
            (method, arguments, original) -> {
              calls.add(method);
              return original.proceed();
            });

    world.remember(ABOUT_ALICE);

    assertThat(calls).containsExactly("open");
  }

  @Test
  void theSameTextOfManyWritersAtOnceShouldBeOneDocument() {
    List<Remembered> all = Parallel.run(8, writer -> world.remember(ABOUT_ALICE));

    assertThat(all).extracting(Remembered::document).containsOnly(all.getFirst().document());
    assertThat(all.stream().mapToInt(one -> one.written().added()).sum()).isEqualTo(1);
    assertThat(world.graph.count(DATASET).documents()).isEqualTo(1);
  }

  @Test
  void theSameTextInTwoDatasetsShouldBeTwoDocuments() {
    Remembered alices = world.remember(ALICE, MAIN, ABOUT_ALICE);
    Remembered bobs = world.remember(BOB, MAIN, ABOUT_ALICE);

    assertThat(bobs.written().added()).isEqualTo(1);
    assertThat(bobs.document()).isNotEqualTo(alices.document());
    assertThat(world.catalog.permitted(BOB.user(), Permission.READ))
        .containsExactly(bobs.dataset());
  }

  @Test
  void eachChunkShouldBeExtractedWithTheChunkBeforeIt() {
    List<Passage> passages = new CopyOnWriteArrayList<>();
    FakeExtractor extractor = new FakeExtractor();
    world.extractor =
        passage -> {
          passages.add(passage);
          return extractor.extract(passage);
        };
    Instant time = Instant.parse("2001-02-03T04:05:06Z");

    world
        .useCases()
        .remember()
        .remember(
            ALICE,
            DatasetRef.of(MAIN),
            new NewText(
                "note", "# A\nAlice lives in Paris.\n# B\nShe knows Bob.", Optional.of(time)),
            Progress.NONE);

    assertThat(passages)
        .containsExactlyInAnyOrder(
            new Passage("# A\nAlice lives in Paris.", "", time),
            new Passage("# B\nShe knows Bob.", "# A\nAlice lives in Paris.", time));
  }

  @Test
  void aLongTextShouldBeWrittenInPartsWithItsChunksInOrder() {
    recordBatches();
    String text =
        IntStream.range(0, 300)
            .mapToObj(i -> "# Part " + i + "\nAlice likes Thing" + i + ".")
            .collect(Collectors.joining("\n\n"));

    Remembered remembered = world.remember(text);

    assertThat(remembered.chunks()).isEqualTo(300);
    // Reading cost nothing, so that the parts are as large as they may be.
    assertThat(batches).hasSize(10).allSatisfy(one -> assertThat(one.chunks()).hasSizeLessThan(33));
    assertThat(batches)
        .flatExtracting(GraphBatch::chunks)
        .extracting(Chunk::position)
        .isEqualTo(IntStream.range(0, 300).boxed().toList());
    assertThat(batches)
        .flatExtracting(GraphBatch::chunks)
        .allSatisfy(chunk -> assertThat(chunk.embedding()).contains(passage(chunk.text())));
    assertThat(batches)
        .flatExtracting(GraphBatch::facts)
        .hasSize(300)
        .allSatisfy(fact -> assertThat(fact.embedding()).contains(passage(fact.statement())));
    assertThat(batches)
        .filteredOn(one -> !one.summaries().isEmpty())
        .containsOnly(batches.getLast());
    assertThat(remembered.written()).isEqualTo(new WriteReport(1, 0, 0, 602, 300));
  }

  @Test
  void theSameTextShouldMakeTheSameBatches() {
    String text =
        IntStream.range(0, 50)
            .mapToObj(i -> "# Part " + i + "\nAlice likes Thing" + i % 7 + ".")
            .collect(Collectors.joining("\n\n"));
    recordBatches();
    world.remember(text);
    List<GraphBatch> first = List.copyOf(batches);
    batches.clear();
    world.graph = new FakeKnowledgeGraph();
    recordBatches();
    world.remember(text);

    assertThat(batches).isEqualTo(first);
  }

  @Test
  void progressShouldBeToldAfterEveryChunkAndOnlyGrow() {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();

    world
        .useCases()
        .remember()
        .remember(
            ALICE,
            DatasetRef.of(MAIN),
            new NewText("note", "# A\nOne.\n# B\nTwo.\n# C\nThree.", Optional.empty()),
            (at, total) -> {
              done.add(at);
              totals.add(total);
            });

    assertThat(done).containsExactly(0L, 1L, 2L, 3L);
    assertThat(totals).containsOnly(3L);
  }

  @Test
  void aThingNamedTwiceShouldBeOneEntityThatKnowsMost() {
    recordBatches();
    world.extractor =
        scripted(
            extraction(List.of(new FoundEntity("Alice", "thing", "")), List.of()),
            extraction(List.of(new FoundEntity("ALICE ", "person", "an engineer")), List.of()),
            extraction(List.of(new FoundEntity("alice", "robot", "a")), List.of()));

    world.remember("# A\nOne.\n# B\nTwo.\n# C\nThree.");

    assertThat(batches.getFirst().entities())
        .containsExactly(
            new Entity(NodeId.entity(DATASET, "Alice"), "Alice", "person", "an engineer"));
    assertThat(batches.getFirst().mentions()).hasSize(3);
  }

  @Test
  void aFactStatedTwiceShouldBeOneEdgeThatNamesBothChunks() {
    recordBatches();
    world.extractor =
        scripted(
            extraction(alice(), List.of(livesIn(0.4), livesIn(0.5))),
            extraction(alice(), List.of(livesIn(0.8))),
            extraction(List.of(), List.of()));

    Remembered remembered = world.remember("# A\nOne.\n# B\nTwo.\n# C\nThree.");

    assertThat(remembered.written().facts()).isEqualTo(1);
    assertThat(batches.getFirst().facts())
        .hasSize(2)
        .allSatisfy(
            fact -> {
              assertThat(fact.id()).isEqualTo(batches.getFirst().facts().getFirst().id());
              assertThat(fact.predicate()).isEqualTo("lives in");
              assertThat(fact.statedBy()).hasSize(1);
            });
    assertThat(batches.getFirst().facts()).extracting(Fact::confidence).containsExactly(0.4, 0.8);
  }

  @Test
  void usageShouldSumExtractionAndEmbedding() {
    Usage one = new Usage(3, 2, Optional.of(new BigDecimal("0.1")), false);
    world.extractor = passage -> new Extraction(List.of(), List.of(), "", "model", one);
    world.embedder =
        Optional.of(
            Intercepted.port(
                Embedder.class,
                new FakeEmbedder(),
                (method, arguments, original) ->
                    original.proceed() instanceof Embeddings embeddings
                        ? new Embeddings(embeddings.values(), one)
                        : original.proceed()));

    Remembered remembered = world.remember("# A\nOne.\n# B\nTwo.");

    // Two extractions, two chunks, one summary.
    assertThat(remembered.usage())
        .isEqualTo(new Usage(15, 10, Optional.of(new BigDecimal("0.5")), false));
  }

  @Test
  void aModelThatCannotBeUsedShouldLeaveNothingBehind() {
    ModelFailureException failure =
        ModelFailureException.permanentFailure("wrong key; check it", new Exception());
    world.extractor =
        passage -> {
          throw failure;
        };

    assertThatThrownBy(() -> world.remember("# A\nOne.\n# B\nTwo.\n# C\nThree.")).isSameAs(failure);
    assertThat(world.graph.count(DATASET)).isEqualTo(new GraphCounts(0, 0, 0, 0, 0));
    assertThat(world.catalog.permitted(ALICE.user(), Permission.READ)).isEmpty();
  }

  @Test
  void anInterruptShouldEndItWithTheFlagSetAndNothingWritten() {
    world.extractor =
        passage -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException expected) {
            Thread.currentThread().interrupt();
          }
          return extraction(List.of(), List.of());
        };
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> world.remember(ABOUT_ALICE)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(world.graph.count(DATASET).documents()).isZero();
  }

  @Test
  void withoutAnEmbedderNothingShouldCarryAVector() {
    world.embedder = Optional.empty();
    recordBatches();

    world.remember(ABOUT_ALICE);

    assertThat(batches.getFirst().chunks())
        .extracting(Chunk::embedding)
        .containsOnly(Optional.empty());
    assertThat(batches.getFirst().facts())
        .extracting(Fact::embedding)
        .containsOnly(Optional.empty());
    assertThat(batches.getFirst().summaries())
        .extracting(Summary::embedding)
        .containsOnly(Optional.empty());
  }

  @Test
  void anEmbedderThatLosesATextShouldBeAModelFailure() {
    world.embedder =
        Optional.of(
            Intercepted.port(
                Embedder.class,
                new FakeEmbedder(),
                (method, arguments, original) ->
                    method.equals("embed")
                        ? new Embeddings(List.of(), Usage.NONE)
                        : original.proceed()));

    assertThatThrownBy(() -> world.remember(ABOUT_ALICE))
        .isInstanceOf(ModelFailureException.class)
        .hasMessageContaining("fake-embedder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#\n\n##\n\n---",
        "```\n```",
        "\u00a0",
        "...",
        "\u200b",
        "-\n-\n-",
        "a\u0000b",
        "#",
        "=\n="
      })
  void oddTextsShouldNeverMakeABlankTextToEmbed(String text) {
    List<String> embedded = world.recordEmbedded();

    assertThat(world.remember(text).written().added()).isEqualTo(1);
    assertThat(embedded).isNotEmpty().allSatisfy(one -> assertThat(one).isNotBlank());
  }

  @Test
  void aBlankTextShouldBeRefused() {
    assertThatThrownBy(() -> world.remember(" \n\t "))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("note");
  }

  private void recordBatches() {
    world.graph =
        Intercepted.port(
            KnowledgeGraph.class,
            world.graph,
            (method, arguments, original) -> {
              if (method.equals("write")) {
                batches.add((GraphBatch) arguments[0]);
              }
              return original.proceed();
            });
  }

  // The chunks are extracted at the same time, so the script goes by their headings: A, B, C.
  private static KnowledgeExtractor scripted(Extraction... extractions) {
    return passage -> Arrays.asList(extractions).get(passage.text().charAt(2) - 'A');
  }

  private static Extraction extraction(List<FoundEntity> entities, List<FoundFact> facts) {
    return new Extraction(entities, facts, "", "script", Usage.NONE);
  }

  private static List<FoundEntity> alice() {
    return List.of(new FoundEntity("Alice", "person", ""), new FoundEntity("Paris", "place", ""));
  }

  private static FoundFact livesIn(double confidence) {
    return new FoundFact(
        "Alice",
        " Lives in ",
        "Paris",
        "Alice lives in Paris.",
        false,
        confidence,
        Validity.UNKNOWN);
  }

  private static Embedding passage(String text) {
    return new FakeEmbedder().embed(List.of(text), Embedder.Purpose.PASSAGE).values().getFirst();
  }
}
