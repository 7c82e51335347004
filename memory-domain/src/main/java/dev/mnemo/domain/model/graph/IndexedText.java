package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/** A text of the graph that is found by its vector: a chunk's, a fact's or a summary's. */
public record IndexedText(Place place, String text) {

  /** Where the text is. */
  public record Place(Evidence.Kind kind, DatasetId dataset, String id) {
    public Place {
      Require.present("kind", kind);
      Require.present("dataset id", dataset);
      Require.identifier("id", id, 1_024);
    }
  }

  public IndexedText {
    Require.present("place", place);
    Require.text("text", text);
  }
}
