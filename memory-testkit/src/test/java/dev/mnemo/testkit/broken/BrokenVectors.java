package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenKnowledgeGraphs.mutant;
import static dev.mnemo.testkit.broken.GraphFaults.asking;
import static dev.mnemo.testkit.broken.GraphFaults.embedded;
import static dev.mnemo.testkit.broken.GraphFaults.phrased;
import static dev.mnemo.testkit.broken.GraphFaults.retrieving;
import static dev.mnemo.testkit.broken.GraphFaults.showing;
import static dev.mnemo.testkit.broken.GraphFaults.withChunks;
import static dev.mnemo.testkit.broken.GraphFaults.withFacts;
import static dev.mnemo.testkit.broken.GraphFaults.within;
import static dev.mnemo.testkit.broken.GraphFaults.writing;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Graphs with faults of finding by vectors. */
final class BrokenVectors {

  private BrokenVectors() {}

  static List<Mutant<KnowledgeGraphContract>> all() {
    return List.of(
        mutant(
            "finds the opposite of a vector",
            g -> asking(g, query -> embedded(query, query.embedding().map(BrokenVectors::turned))),
            "retrieveShouldFindTheNearestVectors"),
        mutant(
            "gives the bare cosine as the score",
            g ->
                showing(
                    g, one -> one.scored(one.textScore(), Math.max(0, 2 * one.vectorScore() - 1))),
            "vectorScoresShouldBeTheCosineMappedToZeroToOne"),
        mutant(
            "has no vectors of facts",
            g ->
                writing(
                    g,
                    batch ->
                        withFacts(batch, batch.facts().stream().map(BrokenVectors::bare).toList())),
            "retrieveShouldFindFactsAndSummariesByTheirVectors"),
        mutant(
            "returns what words and vector find twice",
            g ->
                retrieving(
                    g,
                    (graph, query) ->
                        Stream.concat(
                                graph.retrieve(embedded(query, Optional.empty())).stream(),
                                graph.retrieve(phrased(query, List.of())).stream())
                            .toList()),
            "retrieveShouldReturnWhatWordsAndVectorsFindOnceWithBothScores"),
        mutant(
            "stores some vector where there is none",
            g ->
                writing(
                    g,
                    batch ->
                        withChunks(
                            batch, batch.chunks().stream().map(BrokenVectors::filled).toList())),
            "absentEmbeddingsShouldHinderNeitherWordsNorVectors"),
        mutant(
            "mixes the vectors of several models",
            g -> new OneSpace(g),
            "writeShouldRefuseTheVectorsOfAnotherModel",
            "retrieveShouldRefuseTheVectorOfAnotherModel"),
        mutant(
            "filters by dataset after the search",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public List<Candidate> retrieve(RetrievalQuery query) {
                    return healthy.retrieve(within(query, written)).stream()
                        .filter(one -> query.view().datasets().contains(one.id().dataset()))
                        .toList();
                  }
                },
            "aSmallDatasetShouldLoseNoNearVectorsToALargeOne",
            "aSmallDatasetShouldLoseNoWordsToALargeOne"));
  }

  /** Stores every vector as one of the same model. */
  private static final class OneSpace extends ForwardingKnowledgeGraph {

    OneSpace(KnowledgeGraph healthy) {
      super(healthy);
    }

    @Override
    public WriteReport write(GraphBatch batch) {
      return healthy.write(
          withChunks(
              batch,
              batch.chunks().stream()
                  .map(chunk -> with(chunk, chunk.embedding().map(OneSpace::renamed)))
                  .toList()));
    }

    @Override
    public List<Candidate> retrieve(RetrievalQuery query) {
      return healthy.retrieve(embedded(query, query.embedding().map(OneSpace::renamed)));
    }

    private static Embedding renamed(Embedding embedding) {
      return Embedding.of("any", embedding.vector());
    }
  }

  private static Embedding turned(Embedding embedding) {
    float[] vector = embedding.vector();
    for (int i = 0; i < vector.length; i++) {
      vector[i] = -vector[i];
    }
    return Embedding.of(embedding.model(), vector);
  }

  private static Chunk filled(Chunk chunk) {
    float[] vector = new float[KnowledgeGraphContract.DIMENSION];
    vector[0] = 1;
    return with(
        chunk,
        chunk
            .embedding()
            .or(() -> Optional.of(Embedding.of(KnowledgeGraphContract.EMBEDDING_MODEL, vector))));
  }

  private static Chunk with(Chunk chunk, Optional<Embedding> embedding) {
    return new Chunk(
        chunk.id(), chunk.document(), chunk.position(), chunk.text(), embedding, chunk.gist());
  }

  private static Fact bare(Fact fact) {
    return new Fact(
        fact.id(),
        fact.subject(),
        fact.predicate(),
        fact.object(),
        fact.statement(),
        fact.negated(),
        fact.confidence(),
        fact.extractor(),
        fact.validity(),
        fact.slot(),
        fact.statedBy(),
        Optional.empty());
  }
}
