package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;
import java.util.List;

/**
 * What the graph holds of one document, for people to look at; at most {@value #MOST} of each.
 *
 * @param texts of its first chunks, in order
 * @param entities as this document describes them, by name
 * @param statements the facts in this document's words, in alphabetical order
 */
public record DocumentContent(
    Document document, List<String> texts, List<Entity> entities, List<String> statements) {

  /** The most texts, entities and statements that are shown. */
  public static final int MOST = 64;

  public DocumentContent {
    Require.present("document", document);
    texts = List.copyOf(Require.present("texts", texts));
    entities = List.copyOf(Require.present("entities", entities));
    statements = List.copyOf(Require.present("statements", statements));
  }
}
