package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/**
 * What a write did. A document that was there in part and got more of it is none of added,
 * unchanged and replaced.
 *
 * @param added documents that were new
 * @param unchanged documents that were there with the same content; nothing of them was written
 * @param replaced documents whose earlier content made place
 * @param nodes chunks, entities and summaries created
 * @param facts facts created
 */
public record WriteReport(int added, int unchanged, int replaced, int nodes, int facts) {

  public WriteReport {
    Require.notNegative("added", added);
    Require.notNegative("unchanged", unchanged);
    Require.notNegative("replaced", replaced);
    Require.notNegative("nodes", nodes);
    Require.notNegative("facts", facts);
  }
}
