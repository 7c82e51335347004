package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;
import java.util.Optional;

/** What a document says, in short. */
public record Summary(NodeId id, NodeId document, String text, Optional<Embedding> embedding) {

  public Summary {
    Require.present("summary id", id);
    Require.present("document id", document);
    Require.identifier("summary text", text, 65_536);
    Require.present("embedding", embedding);
  }
}
