package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.EmbeddingSpace;

/**
 * What a change of the embedding model did.
 *
 * @param space whose vectors the graph has now
 * @param texts how many texts there are
 * @param embedded how many of them were given a vector by this run
 * @param removed how many vectors of other models were removed
 */
public record Reembedded(
    EmbeddingSpace space, long texts, long embedded, long removed, Usage usage) {}
