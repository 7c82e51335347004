package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.UserId;
import java.util.Optional;

/**
 * A page of a dataset's documents, by time and then id.
 *
 * @param reader whose session entries may be among them; those of others never are
 * @param nodeSet only what carries it; empty for all
 * @param after the last document of the page before; empty for the first page
 * @param limit 1 to 1,000
 */
public record DocumentQuery(
    DatasetId dataset,
    UserId reader,
    Optional<NodeSet> nodeSet,
    Optional<Document> after,
    int limit) {

  public DocumentQuery {
    Require.present("dataset id", dataset);
    Require.present("reader", reader);
    Require.present("node set", nodeSet);
    Require.present("after", after);
    Require.between("limit", limit, 1, 1_000);
  }
}
