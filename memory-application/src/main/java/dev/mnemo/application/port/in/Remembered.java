package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.WriteReport;

/**
 * What remembering a text did.
 *
 * @param chunks how many passages the text was split into
 * @param usage what extraction and embedding cost
 */
public record Remembered(
    Dataset dataset, NodeId document, int chunks, WriteReport written, Usage usage) {}
