package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.model.graph.IndexedText;
import dev.mnemo.domain.port.EmbeddingIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vectors of the graph's nodes, in one of two properties; the other is for the next ones. */
final class Neo4jEmbeddingIndex implements EmbeddingIndex {

  private final Neo4jConnection connection;

  Neo4jEmbeddingIndex(Neo4jConnection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<EmbeddingSpace> space() {
    return connection.use(store -> new VectorIndexes(store).read().map(StoredSpace::space));
  }

  @Override
  public void prepare(EmbeddingSpace next) {
    StoredSpace.indexable(next);
    connection.use(
        store -> {
          new SpaceChange(store).prepare(next);
          return next;
        });
  }

  @Override
  public IndexedCounts count(EmbeddingSpace space) {
    return connection.use(store -> new IndexedTexts(store).count(space));
  }

  @Override
  public List<IndexedText> missing(EmbeddingSpace space, Optional<EvidenceId> after, int limit) {
    return connection.use(store -> new IndexedTexts(store).missing(space, after, limit));
  }

  @Override
  public int add(Map<IndexedText, Embedding> vectors) {
    return connection.use(store -> new IndexedTexts(store).add(vectors));
  }

  @Override
  public void use(EmbeddingSpace space) {
    connection.use(
        store -> {
          new SpaceChange(store).use(space);
          return space;
        });
  }

  @Override
  public long discardOthers() {
    return connection.use(store -> new SpaceChange(store).discardOthers());
  }
}
