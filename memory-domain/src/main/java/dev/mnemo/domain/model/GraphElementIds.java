package dev.mnemo.domain.model;

import java.util.List;

/**
 * The graph elements an answer was drawn from.
 *
 * @param nodeIds chunks, entities and summaries, best first
 * @param edgeIds facts, best first
 */
public record GraphElementIds(List<String> nodeIds, List<String> edgeIds) {

  /** No graph element was used. */
  public static final GraphElementIds NONE = new GraphElementIds(List.of(), List.of());

  public GraphElementIds {
    nodeIds = List.copyOf(Require.present("node ids", nodeIds));
    edgeIds = List.copyOf(Require.present("edge ids", edgeIds));
  }
}
