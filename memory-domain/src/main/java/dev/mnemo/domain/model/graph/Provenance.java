package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;
import java.util.List;

/**
 * Where a piece of evidence comes from.
 *
 * @param documents the documents that hold it, with their sources
 * @param chunks the chunks that state it
 */
public record Provenance(DatasetId dataset, List<Document> documents, List<NodeId> chunks) {

  public Provenance {
    Require.present("dataset id", dataset);
    documents = List.copyOf(Require.present("documents", documents));
    chunks = List.copyOf(Require.present("chunks", chunks));
  }
}
