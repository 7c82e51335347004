package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Require;
import java.time.Instant;
import java.util.Set;

/**
 * A remembered content, the root of the provenance of everything drawn from it.
 *
 * @param content the hash of the whole text; tells a repeated write from a changed one
 * @param time what "today" means inside it
 */
public record Document(
    NodeId id, Source source, ContentHash content, Instant time, Set<NodeSet> nodeSets) {

  public Document {
    Require.present("document id", id);
    Require.present("source", source);
    Require.present("content hash", content);
    Require.present("document time", time);
    nodeSets = Set.copyOf(Require.present("node sets", nodeSets));
  }
}
