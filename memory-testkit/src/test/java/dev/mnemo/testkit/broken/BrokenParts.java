package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenKnowledgeGraphs.mutant;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knowledge graphs that mistake the parts of documents. */
final class BrokenParts {

  private BrokenParts() {}

  static List<Mutant<KnowledgeGraphContract>> all() {
    return List.of(
        mutant(
            "takes a document that is there for whole",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  private final Set<NodeId> known = ConcurrentHashMap.newKeySet();

                  @Override
                  public WriteReport write(GraphBatch batch) {
                    return !batch.documents().isEmpty() && !known.addAll(documentsOf(batch))
                        ? new WriteReport(0, batch.documents().size(), 0, 0, 0)
                        : healthy.write(batch);
                  }
                },
            "aDocumentWrittenInPartsShouldBeOneDocument",
            "partsByManyWritersAtOnceShouldBeOneDocument",
            "partsShouldTellWhatIsThereOfADocument",
            "anUnreadChunkShouldBeFoundAndGetItsFactsLater",
            "aLaterSummaryShouldTakeThePlaceOfAnEarlierOne"),
        mutant(
            "replaces a document by each of its parts",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public WriteReport write(GraphBatch batch) {
                    healthy.forget(batch.dataset(), documentsOf(batch), ForgetMode.FORGET);
                    return healthy.write(batch);
                  }
                },
            "aDocumentWrittenInPartsShouldBeOneDocument",
            "aPartWrittenAgainShouldChangeNothing",
            "aChunkThatWasReadShouldStayAsItIs"),
        mutant(
            "tells of every document that it is whole",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public Optional<DocumentParts> parts(
                      DatasetId dataset, NodeId document, ContentHash content) {
                    return healthy
                        .parts(dataset, document, content)
                        .map(one -> new DocumentParts(one.document(), Map.of(), true));
                  }
                },
            "partsShouldTellWhatIsThereOfADocument",
            "anUnreadChunkShouldBeFoundAndGetItsFactsLater"),
        mutant(
            "takes every chunk for read",
            g ->
                GraphFaults.writing(
                    g,
                    batch ->
                        GraphFaults.withChunks(
                            batch, batch.chunks().stream().map(BrokenParts::read).toList())),
            "anUnreadChunkShouldBeFoundAndGetItsFactsLater"),
        mutant(
            "leaves the parts of what it forgets",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public GraphCounts forget(
                      DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
                    return new GraphCounts(documents.size(), 0, 0, 0, 0);
                  }
                },
            "forgettingADocumentThatIsThereInPartShouldTakeAllOfIt"));
  }

  private static Chunk read(Chunk chunk) {
    return new Chunk(
        chunk.id(),
        chunk.document(),
        chunk.position(),
        chunk.text(),
        chunk.embedding(),
        chunk.gist().or(() -> Optional.of("")));
  }
}
