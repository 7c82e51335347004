package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/**
 * How far a graph's texts have vectors.
 *
 * @param embedded how many have one of the space in question
 * @param texts how many there are
 */
public record IndexedCounts(long embedded, long texts) {

  public IndexedCounts {
    Require.notNegative("embedded", embedded);
    Require.notNegative("texts", texts);
  }
}
