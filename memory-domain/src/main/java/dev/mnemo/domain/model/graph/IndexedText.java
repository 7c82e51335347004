package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/** A text of the graph that is found by its vector: a chunk's, a fact's or a summary's. */
public record IndexedText(EvidenceId place, String text) {

  public IndexedText {
    Require.present("place", place);
    Require.text("text", text);
  }
}
