package dev.mnemo.testkit.broken;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.model.graph.IndexedText;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.EmbeddingIndexContract;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Embedding indexes with planted faults. */
final class BrokenEmbeddingIndexes {

  /** A graph and its index, one of them broken. */
  private record Subject(KnowledgeGraph graph, EmbeddingIndex index)
      implements EmbeddingIndexContract {

    @Override
    public KnowledgeGraph openGraph() {
      return graph;
    }

    @Override
    public EmbeddingIndex openIndex() {
      return index;
    }
  }

  private BrokenEmbeddingIndexes() {}

  /** All of them. */
  static List<Mutant<EmbeddingIndexContract>> all() {
    return Stream.concat(filling().stream(), changing().stream()).toList();
  }

  private static List<Mutant<EmbeddingIndexContract>> filling() {
    return List.of(
        mutant(
            "names a space before there is a vector",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<EmbeddingSpace> space() {
                    return Optional.of(healthy.space().orElse(EmbeddingIndexContract.OLD));
                  }
                },
            "anEmptyGraphShouldHaveNoSpace"),
        mutant(
            "counts chunks alone",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public IndexedCounts count(EmbeddingSpace space) {
                    IndexedCounts counts = healthy.count(space);
                    return new IndexedCounts(counts.embedded() / 3, counts.texts() / 3);
                  }
                },
            "theFirstVectorsShouldDecideTheSpace",
            "writersAndReadersShouldLoseNothingByAChange"),
        mutant(
            "prepares beside a space that does not exist",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void prepare(EmbeddingSpace next) {
                    if (healthy.space().isEmpty()) {
                      healthy.prepare(EmbeddingIndexContract.OLD);
                    }
                    healthy.prepare(next);
                  }
                },
            "aGraphWithoutVectorsShouldUseThoseItIsGiven"),
        mutant(
            "begins every page at the beginning",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public List<IndexedText> missing(
                      EmbeddingSpace space, Optional<EvidenceId> after, int limit) {
                    List<IndexedText> all = healthy.missing(space, Optional.empty(), 1_000);
                    int behind =
                        after
                            .map(place -> all.stream().map(IndexedText::place).toList())
                            .map(places -> places.indexOf(after.get()))
                            .orElse(-1);
                    // One too early, so that the walk still ends.
                    return all.stream().skip(Math.max(0, behind)).limit(limit).toList();
                  }
                },
            "missingShouldWalkThroughEveryTextOnce"),
        mutant(
            "stores vectors of texts that have gone or changed",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public int add(Map<IndexedText, Embedding> vectors) {
                    healthy.add(vectors);
                    return vectors.size();
                  }
                },
            "addShouldLeaveOutWhatWentOrChangedMeanwhile"));
  }

  private static List<Mutant<EmbeddingIndexContract>> changing() {
    return List.of(
        mutant(
            "searches with the new vectors as soon as there is room for them",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void prepare(EmbeddingSpace next) {
                    healthy.prepare(next);
                    healthy.use(next);
                  }
                },
            "searchesAndWritesShouldGoOnWithTheOldVectorsUntilTheChange",
            "discardOthersShouldTakeAllVectorsButThoseInUse"),
        mutant(
            "begins anew each time it is prepared",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void prepare(EmbeddingSpace next) {
                    if (healthy.space().filter(next::equals).isEmpty()) {
                      healthy.discardOthers();
                    }
                    healthy.prepare(next);
                  }
                },
            "aChangeThatBrokeOffShouldGoOnWhereItStopped"),
        mutant(
            "keeps filling a space that another took the place of",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public int add(Map<IndexedText, Embedding> vectors) {
                    try {
                      return healthy.add(vectors);
                    } catch (ConflictException ignored) {
                      return 0;
                    }
                  }
                },
            "aChangeToAThirdModelShouldDiscardTheUnfinishedOne"),
        mutant(
            "uses what was not prepared",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void use(EmbeddingSpace space) {
                    healthy.prepare(space);
                    healthy.use(space);
                  }
                },
            "useShouldRefuseWhatWasNotPrepared",
            "aChangeToAThirdModelShouldDiscardTheUnfinishedOne"),
        mutant(
            "takes what was written during a change for embedded",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void use(EmbeddingSpace space) {
                    fill(healthy, space);
                    healthy.use(space);
                  }
                },
            "whatIsWrittenDuringAChangeShouldBeMissingUntilItIsAdded"),
        mutant(
            "keeps the old vectors",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public long discardOthers() {
                    return 0;
                  }
                },
            "discardOthersShouldTakeAllVectorsButThoseInUse",
            "afterTheChangeOnlyTheNewVectorsShouldCount"),
        mutant(
            "finds the vectors that a space once had again",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void prepare(EmbeddingSpace next) {
                    healthy.prepare(next);
                    if (next.equals(EmbeddingIndexContract.OLD)) {
                      fill(healthy, next);
                    }
                  }
                },
            "aSpaceShouldComeBackWithoutItsOldVectors"),
        Mutant.of(
            "remembers the space of its first search for good",
            () -> {
              FakeKnowledgeGraph healthy = new FakeKnowledgeGraph();
              return new Subject(new Deaf(healthy), healthy);
            },
            "afterTheChangeOnlyTheNewVectorsShouldCount"));
  }

  private static void fill(EmbeddingIndex index, EmbeddingSpace space) {
    float[] vector = new float[space.dimension()];
    vector[0] = 1;
    Map<IndexedText, Embedding> made = new HashMap<>();
    index
        .missing(space, Optional.empty(), 1_000)
        .forEach(text -> made.put(text, Embedding.of(space.model(), vector)));
    index.add(made);
  }

  private static Mutant<EmbeddingIndexContract> mutant(
      String fault, Function<EmbeddingIndex, EmbeddingIndex> planted, String... rejectedBy) {
    return Mutant.of(
        fault,
        () -> {
          FakeKnowledgeGraph healthy = new FakeKnowledgeGraph();
          return new Subject(healthy, planted.apply(healthy));
        },
        rejectedBy);
  }

  /** A graph that does not notice that its vectors were replaced. */
  private static final class Deaf extends ForwardingKnowledgeGraph {

    Deaf(KnowledgeGraph healthy) {
      super(healthy);
    }

    @Override
    public List<Candidate> retrieve(RetrievalQuery query) {
      try {
        return super.retrieve(query);
      } catch (ConflictException unnoticed) {
        return List.of();
      }
    }
  }

  private static class Forwarding implements EmbeddingIndex {

    final EmbeddingIndex healthy;

    Forwarding(EmbeddingIndex healthy) {
      this.healthy = healthy;
    }

    @Override
    public Optional<EmbeddingSpace> space() {
      return healthy.space();
    }

    @Override
    public void prepare(EmbeddingSpace next) {
      healthy.prepare(next);
    }

    @Override
    public IndexedCounts count(EmbeddingSpace space) {
      return healthy.count(space);
    }

    @Override
    public List<IndexedText> missing(EmbeddingSpace space, Optional<EvidenceId> after, int limit) {
      return healthy.missing(space, after, limit);
    }

    @Override
    public int add(Map<IndexedText, Embedding> vectors) {
      return healthy.add(vectors);
    }

    @Override
    public void use(EmbeddingSpace space) {
      healthy.use(space);
    }

    @Override
    public long discardOthers() {
      return healthy.discardOthers();
    }
  }
}
