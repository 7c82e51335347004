package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.UserId;
import java.time.Instant;

/** A named part of the knowledge graph, owned by one user. */
public record Dataset(DatasetId id, UserId owner, DatasetName name, Instant createdAt) {

  public Dataset {
    Require.present("dataset id", id);
    Require.present("owner", owner);
    Require.present("dataset name", name);
    Require.present("created at", createdAt);
  }
}
