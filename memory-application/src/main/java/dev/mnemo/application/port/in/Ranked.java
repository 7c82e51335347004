package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.graph.Evidence;
import java.util.Map;

/**
 * Evidence in its place.
 *
 * @param rank 1, 2, 3 …
 * @param score higher is better; comparable within one result only
 * @param shares what each signal adds to the score, or takes from it, before its kind and feedback
 *     count; by the signals' names, without those that add nothing
 */
public record Ranked(int rank, double score, Evidence evidence, Map<String, Double> shares) {

  public Ranked {
    shares = Map.copyOf(shares);
  }

  /** Evidence in a place whose reasons are not told. */
  public Ranked(int rank, double score, Evidence evidence) {
    this(rank, score, evidence, Map.of());
  }
}
