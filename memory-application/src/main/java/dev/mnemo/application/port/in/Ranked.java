package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.graph.Evidence;

/**
 * Evidence in its place.
 *
 * @param rank 1, 2, 3 …
 * @param score higher is better; comparable within one result only
 */
public record Ranked(int rank, double score, Evidence evidence) {}
