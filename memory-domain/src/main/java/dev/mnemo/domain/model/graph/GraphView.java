package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.UserId;
import java.util.Set;

/**
 * What a reader sees of the graph: of these datasets, all that came from texts, and of what came
 * from sessions, that of the reader's own alone. What several documents support is there as far as
 * those of them tell that the reader sees.
 *
 * @param datasets those that the reader may read; none shows nothing
 */
public record GraphView(UserId reader, Set<DatasetId> datasets) {

  public GraphView {
    Require.present("reader", reader);
    datasets = Set.copyOf(Require.present("datasets", datasets));
  }

  /** Whether a document is seen, in one of the datasets. */
  public boolean shows(Document document) {
    return switch (document.source()) {
      case Source.Text text -> true;
      case Source.SessionEntry entry -> entry.entry().session().user().equals(reader);
    };
  }
}
