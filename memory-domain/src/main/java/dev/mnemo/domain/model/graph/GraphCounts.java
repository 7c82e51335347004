package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/** How much of the graph: what a dataset holds, or what forgetting took from it. */
public record GraphCounts(long documents, long chunks, long entities, long facts, long summaries) {

  public GraphCounts {
    Require.notNegative("documents", documents);
    Require.notNegative("chunks", chunks);
    Require.notNegative("entities", entities);
    Require.notNegative("facts", facts);
    Require.notNegative("summaries", summaries);
  }
}
