package dev.mnemo.testkit.broken;

import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Knowledge graphs with planted faults. */
public final class BrokenKnowledgeGraphs {

  private static final GraphCounts NOTHING = new GraphCounts(0, 0, 0, 0, 0);

  private record Subject(KnowledgeGraph graph) implements KnowledgeGraphContract {
    @Override
    public KnowledgeGraph open() {
      return graph;
    }
  }

  private BrokenKnowledgeGraphs() {}

  /** All of them. */
  public static List<Mutant<KnowledgeGraphContract>> all() {
    return Stream.of(
            writing(),
            forgetting(),
            BrokenParts.all(),
            BrokenTexts.all(),
            BrokenVectors.all(),
            BrokenEvidence.all(),
            BrokenTimes.all())
        .flatMap(List::stream)
        .toList();
  }

  static Mutant<KnowledgeGraphContract> mutant(
      String fault, UnaryOperator<KnowledgeGraph> planted, String... rejectedBy) {
    return Mutant.of(fault, () -> new Subject(planted.apply(new FakeKnowledgeGraph())), rejectedBy);
  }

  private static List<Mutant<KnowledgeGraphContract>> writing() {
    return List.of(
        mutant(
            "reports every document as added",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public WriteReport write(GraphBatch batch) {
                    WriteReport report = healthy.write(batch);
                    return new WriteReport(
                        Math.max(1, batch.documents().size()),
                        0,
                        0,
                        report.nodes(),
                        report.facts());
                  }
                },
            "writeOfAnEmptyBatchShouldDoNothing",
            "writeShouldChangeNothingWhenRepeated",
            "writeOfOneBatchBySeveralWritersShouldHappenOnce"),
        mutant(
            "counts the content of all datasets together",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public GraphCounts count(DatasetId dataset) {
                    return healthy.count(written.iterator().next());
                  }
                },
            "writeShouldReportAndCountWhatItAdded"),
        mutant(
            "loses one of two writes at the same time",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  private final Overlap race = new Overlap();

                  @Override
                  public WriteReport write(GraphBatch batch) {
                    return race.run(
                        () -> healthy.write(batch),
                        () -> new WriteReport(batch.documents().size(), 0, 0, 0, 0));
                  }
                },
            "concurrentWritersShouldShareOneNodePerEntity",
            "writeOfOneBatchBySeveralWritersShouldHappenOnce"),
        mutant(
            "keeps the same content once for all datasets",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  private final Set<ContentHash> known = ConcurrentHashMap.newKeySet();

                  @Override
                  public WriteReport write(GraphBatch batch) {
                    return batch.documents().stream().allMatch(one -> !known.add(one.content()))
                        ? new WriteReport(0, batch.documents().size(), 0, 0, 0)
                        : healthy.write(batch);
                  }
                },
            "theSameContentInTwoDatasetsShouldBeTwoDocuments"),
        mutant(
            "keeps what replaced and forgotten documents said",
            Archiving::new,
            "aReplacedDocumentShouldLoseWhatOnlyItSupported",
            "forgetShouldTakeADocumentAndWhatOnlyItSupported",
            "forgetShouldTakeSharedThingsWithTheLastOfTheirDocuments",
            "forgetAllShouldTakeOneDatasetAndNoOther"),
        mutant(
            "deletes the earlier content in a transaction of its own",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public WriteReport write(GraphBatch batch) {
                    healthy.forget(batch.dataset(), documentsOf(batch), ForgetMode.FORGET);
                    return healthy.write(batch);
                  }
                },
            "aRefusedWriteShouldLeaveWhatItWouldHaveReplaced",
            "writeShouldChangeNothingWhenRepeated"),
        mutant(
            "keeps the vectors of replaced documents",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  private final Map<String, Chunk> first = new ConcurrentHashMap<>();

                  @Override
                  public WriteReport write(GraphBatch batch) {
                    List<Chunk> chunks = new ArrayList<>();
                    for (Chunk chunk : batch.chunks()) {
                      String place = chunk.document() + " " + chunk.position();
                      Optional<Chunk> known = Optional.ofNullable(first.putIfAbsent(place, chunk));
                      chunks.add(
                          new Chunk(
                              chunk.id(),
                              chunk.document(),
                              chunk.position(),
                              chunk.text(),
                              known.orElse(chunk).embedding(),
                              chunk.gist()));
                    }
                    return healthy.write(
                        new GraphBatch(
                            batch.dataset(),
                            batch.documents(),
                            chunks,
                            batch.entities(),
                            batch.mentions(),
                            batch.facts(),
                            batch.summaries(),
                            batch.under(),
                            batch.at()));
                  }
                },
            "aReplacedDocumentShouldGetTheVectorsOfItsNewContent"),
        mutant(
            "remembers what was persisted beside the graph, and for all datasets",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  private final Map<EntryKey, ContentHash> log = new ConcurrentHashMap<>();

                  @Override
                  public Map<EntryKey, ContentHash> persisted(
                      DatasetId dataset, Set<EntryKey> entries) {
                    log.putAll(healthy.persisted(dataset, entries));
                    return Map.copyOf(log);
                  }
                },
            "persistedShouldNameTheEntriesThatTheDatasetHolds",
            "persistedShouldFollowReplacementAndForgetting"));
  }

  private static List<Mutant<KnowledgeGraphContract>> forgetting() {
    return List.of(
        mutant(
            "forgets shared things with the first of their documents",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public GraphCounts forget(
                      DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
                    return healthy.forgetAll(dataset, mode);
                  }
                },
            "forgetShouldTakeADocumentAndWhatOnlyItSupported",
            "forgetShouldTakeAShareOfWhatOthersSupportToo"),
        mutant(
            "forgets one document of several",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public GraphCounts forget(
                      DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
                    return documents.isEmpty()
                        ? NOTHING
                        : healthy.forget(dataset, Set.of(documents.iterator().next()), mode);
                  }
                },
            "forgetShouldTakeSeveralDocumentsAtOnce"),
        mutant(
            "fails to forget what is absent",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public GraphCounts forget(
                      DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
                    GraphCounts taken = healthy.forget(dataset, documents, mode);
                    if (taken.documents() < documents.size()) {
                      throw new NotFoundException("a document");
                    }
                    return taken;
                  }
                },
            "forgetOfAbsentDocumentsShouldDoNothing"),
        mutant(
            "forgets documents of any dataset",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public GraphCounts forget(
                      DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
                    written.forEach(any -> healthy.forget(any, documents, mode));
                    return NOTHING;
                  }
                },
            "forgetShouldTakeNothingOfAnotherDataset"),
        mutant(
            "takes what was forgotten for written",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  private final Set<NodeId> forgotten = ConcurrentHashMap.newKeySet();

                  @Override
                  public WriteReport write(GraphBatch batch) {
                    return forgotten.containsAll(documentsOf(batch))
                        ? new WriteReport(0, batch.documents().size(), 0, 0, 0)
                        : healthy.write(batch);
                  }

                  @Override
                  public GraphCounts forget(
                      DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
                    forgotten.addAll(documents);
                    return healthy.forget(dataset, documents, mode);
                  }
                },
            "whatWasForgottenShouldBeWritableAgain"),
        mutant(
            "forgets everyone's content with one dataset",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public GraphCounts forgetAll(DatasetId dataset, ForgetMode mode) {
                    GraphCounts taken = healthy.forgetAll(dataset, mode);
                    written.forEach(one -> healthy.forgetAll(one, mode));
                    return taken;
                  }
                },
            "forgetAllShouldTakeOneDatasetAndNoOther"),
        mutant(
            "loses one of two forgettings at the same time",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  private final Overlap race = new Overlap();

                  @Override
                  public GraphCounts forget(
                      DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
                    return race.run(() -> healthy.forget(dataset, documents, mode), () -> NOTHING);
                  }
                },
            "forgettingWhileOthersWriteShouldLeaveNothingHalfSupported"));
  }

  /** Finds, beside what there is, all that there ever was. */
  private static final class Archiving extends ForwardingKnowledgeGraph {

    private final List<KnowledgeGraph> versions = new ArrayList<>();

    Archiving(KnowledgeGraph healthy) {
      super(healthy);
    }

    @Override
    public WriteReport write(GraphBatch batch) {
      KnowledgeGraph version = new FakeKnowledgeGraph();
      version.write(batch);
      versions.add(version);
      return healthy.write(batch);
    }

    @Override
    public List<Candidate> retrieve(RetrievalQuery query) {
      Map<String, Candidate> found = new LinkedHashMap<>();
      healthy.retrieve(query).forEach(one -> found.put(one.evidence().text(), one));
      for (KnowledgeGraph version : versions) {
        version.retrieve(query).forEach(one -> found.putIfAbsent(one.evidence().text(), one));
      }
      return List.copyOf(found.values());
    }
  }
}
