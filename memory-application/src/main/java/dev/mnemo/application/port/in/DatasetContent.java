package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.NodeSet;
import java.util.List;
import java.util.Optional;

/**
 * What a dataset holds.
 *
 * @param documents by time
 * @param next the last of these documents, where another page may follow
 */
public record DatasetContent(
    DatasetView dataset, List<DocumentContent> documents, Optional<Document> next) {

  /**
   * Which part of it to show.
   *
   * @param nodeSet only documents that carry it; empty for all
   * @param after the document to go on behind; empty for the beginning
   * @param limit how many documents at most, 1 to 1,000
   */
  public record Request(
      DatasetRef dataset, Optional<NodeSet> nodeSet, Optional<Document> after, int limit) {
    public Request {
      Require.present("dataset", dataset);
      Require.present("node set", nodeSet);
      Require.present("after", after);
      Require.between("limit", limit, 1, 1_000);
    }
  }

  public DatasetContent {
    Require.present("dataset", dataset);
    documents = List.copyOf(documents);
    Require.present("next", next);
  }
}
