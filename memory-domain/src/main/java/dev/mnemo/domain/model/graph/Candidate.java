package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/**
 * Evidence as a retrieval found it; ranking is the core's work.
 *
 * @param textScore the full-text score (BM25, 0 and above, comparable within one retrieval and
 *     kind); 0 where the words did not find it
 * @param vectorScore the cosine similarity mapped to 0…1 as {@code (1 + cos) / 2}; 0 where the
 *     vector did not find it
 */
public record Candidate(Evidence evidence, double textScore, double vectorScore) {

  public Candidate {
    Require.present("evidence", evidence);
  }
}
