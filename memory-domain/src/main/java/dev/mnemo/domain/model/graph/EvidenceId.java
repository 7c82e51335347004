package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/**
 * Which piece of evidence.
 *
 * @param id the node's or the fact's
 */
public record EvidenceId(Evidence.Kind kind, DatasetId dataset, String id) {

  public EvidenceId {
    Require.present("kind", kind);
    Require.present("dataset id", dataset);
    Require.identifier("id", id, 1_024);
  }
}
