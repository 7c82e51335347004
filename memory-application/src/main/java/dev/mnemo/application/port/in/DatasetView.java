package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.GraphCounts;

/** A dataset as its reader sees it. */
public record DatasetView(Dataset dataset, Access access, GraphCounts counts) {

  /** What the caller may do with it; each includes the ones before. */
  public enum Access {
    READ,
    WRITE,
    OWN
  }

  public DatasetView {
    Require.present("dataset", dataset);
    Require.present("access", access);
    Require.present("counts", counts);
  }
}
