package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.WriteReport;
import java.util.List;

/**
 * What remembering a text did.
 *
 * @param chunks how many passages the text was split into
 * @param known how many of them had been read by an earlier call
 * @param failed those that could not be read or embedded; the same text again tries those alone
 *     that could not be read
 * @param usage what extraction and embedding cost
 */
public record Remembered(
    Dataset dataset,
    NodeId document,
    int chunks,
    int known,
    List<FailedChunk> failed,
    WriteReport written,
    Usage usage) {}
