package dev.mnemo.adapter.graph.neo4j;

import java.util.function.Supplier;

/** The one driver of a process, opened at first use. */
final class Neo4jConnection implements AutoCloseable {

  private final Supplier<Neo4jGraphConfig> config;

  Neo4jConnection(Supplier<Neo4jGraphConfig> config) {
    this.config = config;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return config.get().toString();
  }
}
