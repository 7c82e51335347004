package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.NodeId;
import java.time.Instant;

/**
 * Where a document stands among all that tell of a thing: by its time, then its id. As texts that
 * sort so, as what is told first is shown, and only texts and numbers compare in a statement.
 */
final class Places {

  /** The length of all that comes before the document's id. */
  static final int BEFORE_ID = 28;

  // Later than the beginning of all times, so that no number is negative.
  private static final long BEGINNING = 40_000_000_000_000_000L;

  private Places() {}

  static String of(Document document) {
    Instant time = document.time();
    return "%018d%09d %s"
        .formatted(time.getEpochSecond() + BEGINNING, time.getNano(), document.id().value());
  }

  static String of(Document document, NodeId chunk) {
    return of(document) + " " + chunk.value();
  }
}
