package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.angle;
import static dev.mnemo.testkit.contract.GraphSamples.find;
import static dev.mnemo.testkit.contract.GraphSamples.found;
import static dev.mnemo.testkit.contract.GraphSamples.texts;
import static dev.mnemo.testkit.contract.GraphSamples.vector;
import static dev.mnemo.testkit.contract.KnowledgeGraphFixture.DIMENSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.model.graph.IndexedText;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every {@link EmbeddingIndex} keeps. */
public interface EmbeddingIndexContract {

  /** The space that the clauses begin with; that of {@link GraphSamples#angle}. */
  EmbeddingSpace OLD = new EmbeddingSpace(KnowledgeGraphFixture.EMBEDDING_MODEL, DIMENSION);

  /** The space that they change to; of the same dimension, so that nothing tells them apart. */
  EmbeddingSpace NEW = new EmbeddingSpace("new-model", DIMENSION);

  /**
   * Opens the storage of the running test. It is empty at a test's first call; each further call of
   * the same test, of this and of the other method, opens the same storage once more, as another
   * process would.
   */
  KnowledgeGraph openGraph();

  /** As above, for the index of that graph. */
  EmbeddingIndex openIndex();

  @Test
  default void anEmptyGraphShouldHaveNoSpace() {
    EmbeddingIndex index = openIndex();

    assertThat(index.space()).isEmpty();
    assertThat(index.count(OLD)).isEqualTo(new IndexedCounts(0, 0));
  }

  @Test
  default void theFirstVectorsShouldDecideTheSpace() {
    EmbeddingIndex index = openIndex();
    openGraph().write(three("umbrella").build());

    assertThat(index.space()).contains(OLD);
    assertThat(index.count(OLD)).isEqualTo(new IndexedCounts(3, 3));
    assertThat(index.count(NEW)).isEqualTo(new IndexedCounts(0, 3));
  }

  @Test
  default void aGraphWithoutVectorsShouldUseThoseItIsGiven() {
    KnowledgeGraph graph = openGraph();
    EmbeddingIndex index = openIndex();
    graph.write(BatchBuilder.in(DATASET).text("umbrella").build());

    index.prepare(NEW);
    fill(index, 10);

    assertThat(index.space()).contains(NEW);
    assertThat(texts(find(graph, vector(changed("umbrella"), 5)))).containsExactly("umbrella");
  }

  @Test
  default void missingShouldWalkThroughEveryTextOnce() {
    KnowledgeGraph graph = openGraph();
    EmbeddingIndex index = openIndex();
    for (int i = 0; i < 4; i++) {
      graph.write(three("in one " + i).build());
      graph.write(three("in another " + i, BatchBuilder.in(OTHER_DATASET)).build());
    }
    index.prepare(NEW);

    for (int page : List.of(1, 5, 24, 100)) {
      List<IndexedText> walked = walk(index, NEW, page);
      assertThat(walked).as("in pages of %d", page).doesNotHaveDuplicates().hasSize(24);
      assertThat(walked)
          .extracting(IndexedText::text)
          .contains("in one 0", "Bob saw in one 1.", "in another 3, in short");
    }
    assertThat(walk(index, OLD, 5)).as("what has its vector").isEmpty();
  }

  @Test
  default void searchesAndWritesShouldGoOnWithTheOldVectorsUntilTheChange() {
    KnowledgeGraph graph = openGraph();
    EmbeddingIndex index = openIndex();
    graph.write(three("umbrella").build());

    index.prepare(NEW);
    fill(index, 2);

    assertThat(index.space()).contains(OLD);
    assertThat(index.count(NEW)).isEqualTo(new IndexedCounts(3, 3));
    assertThat(texts(find(graph, vector(angle(0), 5)))).containsExactly("umbrella");
    graph.write(three("lantern").build());
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> find(openGraph(), vector(changed("umbrella"), 5)))
        .withMessageContaining("new-model");
  }

  @Test
  default void afterTheChangeOnlyTheNewVectorsShouldCount() {
    KnowledgeGraph graph = openGraph();
    EmbeddingIndex index = openIndex();
    graph.write(three("umbrella").build());
    graph.write(three("lantern").build());
    assertThat(find(graph, vector(angle(0), 5))).hasSize(2);

    change(index);

    for (KnowledgeGraph any : List.of(graph, openGraph())) {
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(() -> find(any, vector(angle(0), 5)))
          .withMessageContaining(OLD.model())
          .withMessageContaining("new-model");
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(() -> any.write(three("late").build()))
          .withMessageContaining("new-model");
      assertThat(texts(find(any, vector(changed("lantern"), 1)))).containsExactly("lantern");
      assertThat(found(any, "umbrella")).as("full text works all the same").hasSize(1);
    }
    assertThat(index.space()).contains(NEW);
    assertThat(index.count(OLD)).isEqualTo(new IndexedCounts(0, 6));
  }

  @Test
  default void aChangeThatBrokeOffShouldGoOnWhereItStopped() {
    EmbeddingIndex index = openIndex();
    openGraph().write(three("umbrella").build());
    index.prepare(NEW);
    List<IndexedText> some = index.missing(NEW, Optional.empty(), 2);
    index.add(vectors(some));

    EmbeddingIndex again = openIndex();
    again.prepare(NEW);

    assertThat(again.count(NEW)).isEqualTo(new IndexedCounts(2, 3));
    assertThat(walk(again, NEW, 10)).hasSize(1).doesNotContainAnyElementsOf(some);
  }

  @Test
  default void aChangeToAThirdModelShouldDiscardTheUnfinishedOne() {
    EmbeddingSpace third = new EmbeddingSpace("third-model", DIMENSION);
    EmbeddingIndex index = openIndex();
    openGraph().write(three("umbrella").build());
    index.prepare(NEW);
    List<IndexedText> texts = index.missing(NEW, Optional.empty(), 2);
    index.add(vectors(texts));

    openIndex().prepare(third);

    assertThat(index.count(third)).isEqualTo(new IndexedCounts(0, 3));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> index.add(vectors(texts)))
        .withMessageContaining("new-model");
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> index.use(NEW));
    assertThat(index.space()).contains(OLD);
  }

  @Test
  default void addShouldLeaveOutWhatWentOrChangedMeanwhile() {
    KnowledgeGraph graph = openGraph();
    EmbeddingIndex index = openIndex();
    EntryKey entry = new EntryKey(SessionKey.of("alice", "s"), new EntryId("e1"));
    BatchBuilder gone = BatchBuilder.in(DATASET).text("umbrella").embedded(angle(0));
    graph.write(gone.build());
    graph.write(BatchBuilder.in(DATASET).entry(entry, "before").embedded(angle(0)).build());
    graph.write(BatchBuilder.in(DATASET).text("lantern").embedded(angle(0)).build());
    index.prepare(NEW);
    Map<IndexedText, Embedding> vectors = vectors(walk(index, NEW, 10));

    graph.forget(DATASET, Set.copyOf(gone.documentIds()), ForgetMode.FORGET);
    graph.write(BatchBuilder.in(DATASET).entry(entry, "after").embedded(angle(0)).build());

    assertThat(index.add(vectors)).isEqualTo(1);
    assertThat(index.add(vectors)).as("again").isZero();
    assertThat(walk(index, NEW, 10)).extracting(IndexedText::text).containsExactly("after");
    assertThat(index.count(NEW)).isEqualTo(new IndexedCounts(1, 2));
  }

  @Test
  default void whatIsWrittenDuringAChangeShouldBeMissingUntilItIsAdded() {
    KnowledgeGraph graph = openGraph();
    EmbeddingIndex index = openIndex();
    graph.write(three("umbrella").build());
    index.prepare(NEW);
    fill(index, 10);
    graph.write(three("lantern").build());

    index.use(NEW);

    assertThat(walk(index, NEW, 10))
        .extracting(IndexedText::text)
        .containsExactlyInAnyOrder("lantern", "Bob saw lantern.", "lantern, in short");
    fill(index, 10);
    assertThat(texts(find(graph, vector(changed("lantern"), 1)))).containsExactly("lantern");
    assertThat(index.count(NEW)).isEqualTo(new IndexedCounts(6, 6));
  }

  @Test
  default void discardOthersShouldTakeAllVectorsButThoseInUse() {
    KnowledgeGraph graph = openGraph();
    EmbeddingIndex index = openIndex();
    graph.write(three("umbrella").build());
    index.prepare(NEW);
    fill(index, 10);

    assertThat(index.discardOthers()).as("the prepared ones").isEqualTo(3);
    assertThat(texts(find(graph, vector(angle(0), 5)))).containsExactly("umbrella");

    index.prepare(NEW);
    fill(index, 10);
    index.use(NEW);
    assertThat(index.discardOthers()).as("the old ones").isEqualTo(3);
    assertThat(index.discardOthers()).as("none is left").isZero();
    assertThat(index.count(OLD)).isEqualTo(new IndexedCounts(0, 3));
    assertThat(texts(find(graph, vector(changed("umbrella"), 5)))).containsExactly("umbrella");
  }

  @Test
  default void useShouldRefuseWhatWasNotPrepared() {
    EmbeddingIndex index = openIndex();
    openGraph().write(three("umbrella").build());

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> index.use(NEW))
        .withMessageContaining("new-model");

    index.use(OLD);
    assertThat(index.space()).as("using it again changes nothing").contains(OLD);
  }

  @Test
  default void aSpaceShouldComeBackWithoutItsOldVectors() {
    KnowledgeGraph graph = openGraph();
    EmbeddingIndex index = openIndex();
    graph.write(BatchBuilder.in(DATASET).text("umbrella").embedded(angle(0)).build());
    change(index);

    index.prepare(OLD);

    assertThat(index.count(OLD)).isEqualTo(new IndexedCounts(0, 1));
    Map<IndexedText, Embedding> turned = new LinkedHashMap<>();
    walk(index, OLD, 10).forEach(text -> turned.put(text, angle(90)));
    index.add(turned);
    index.use(OLD);
    assertThat(find(graph, vector(angle(90), 5)))
        .singleElement()
        .satisfies(one -> assertThat(one.vectorScore()).isGreaterThan(0.99));
  }

  @Test
  default void writersAndReadersShouldLoseNothingByAChange() {
    EmbeddingIndex index = openIndex();
    KnowledgeGraph first = openGraph();
    for (int i = 0; i < 5; i++) {
      first.write(three("before " + i).build());
    }
    AtomicBoolean changing = new AtomicBoolean(true);

    List<Integer> written =
        Parallel.run(
            4,
            number -> {
              if (number == 0) {
                try {
                  change(index);
                  return 0;
                } finally {
                  changing.set(false);
                }
              }
              KnowledgeGraph graph = openGraph();
              return number == 3 ? read(graph, changing) : write(graph, number, changing);
            });
    fill(index, 10);

    long documents = 5L + written.get(1) + written.get(2);
    assertThat(written.get(3)).as("searches").isPositive();
    assertThat(openGraph().count(DATASET).documents()).isEqualTo(documents);
    assertThat(index.count(NEW)).isEqualTo(new IndexedCounts(3 * documents, 3 * documents));
    assertThat(index.discardOthers()).as("vectors of the old model that came late").isZero();
  }

  /** Writes with the old model until it is refused; how many documents. */
  private static int write(KnowledgeGraph graph, int writer, AtomicBoolean changing) {
    int written = 0;
    try {
      while (changing.get() && written < 200) {
        graph.write(three("during %d %d".formatted(writer, written)).build());
        written++;
        Parallel.letOthersRun();
      }
    } catch (ConflictException refused) {
      assertThat(refused).hasMessageContaining("new-model");
    }
    return written;
  }

  /** Searches with the old model until it is refused; how often. */
  private static int read(KnowledgeGraph graph, AtomicBoolean changing) {
    int read = 0;
    try {
      do {
        assertThat(find(graph, vector(angle(0), 500))).hasSizeGreaterThanOrEqualTo(5);
        read++;
        Parallel.letOthersRun();
      } while (changing.get());
    } catch (ConflictException refused) {
      assertThat(refused).hasMessageContaining("new-model");
      read++;
    }
    return read;
  }

  /** A document of a chunk, a fact and a summary, with vectors of the old model. */
  private static BatchBuilder three(String text) {
    return three(text, BatchBuilder.in(DATASET));
  }

  private static BatchBuilder three(String text, BatchBuilder batch) {
    return batch
        .text(text)
        .embedded(angle(0))
        .fact("Bob", "saw", text, false, Validity.UNKNOWN, Optional.of(angle(0)))
        .summary(text + ", in short", Optional.of(angle(0)));
  }

  /** What the new model makes of a text. */
  private static Embedding changed(String text) {
    return angle(NEW.model(), DIMENSION, Math.floorMod(text.hashCode(), 180));
  }

  private static Map<IndexedText, Embedding> vectors(List<IndexedText> texts) {
    Map<IndexedText, Embedding> vectors = new LinkedHashMap<>();
    texts.forEach(text -> vectors.put(text, changed(text.text())));
    return vectors;
  }

  private static List<IndexedText> walk(EmbeddingIndex index, EmbeddingSpace space, int page) {
    List<IndexedText> walked = new ArrayList<>();
    List<IndexedText> some;
    do {
      Optional<EvidenceId> after =
          walked.isEmpty() ? Optional.empty() : Optional.of(walked.getLast().place());
      some = index.missing(space, after, page);
      walked.addAll(some);
    } while (some.size() == page && walked.size() < 1_000);
    return walked;
  }

  private static void fill(EmbeddingIndex index, int page) {
    List<IndexedText> all = walk(index, NEW, page);
    for (int from = 0; from < all.size(); from += page) {
      index.add(vectors(all.subList(from, Math.min(all.size(), from + page))));
    }
  }

  private static void change(EmbeddingIndex index) {
    index.prepare(NEW);
    fill(index, 10);
    index.use(NEW);
    fill(index, 10);
    index.discardOthers();
  }
}
