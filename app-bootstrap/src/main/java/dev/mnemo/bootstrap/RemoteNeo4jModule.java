package dev.mnemo.bootstrap;

import com.google.inject.AbstractModule;
import dev.mnemo.adapter.graph.neo4j.Neo4jGraphConfig;

/** Names the Neo4j server that an operator runs. */
final class RemoteNeo4jModule extends AbstractModule {

  private final Neo4jGraphConfig config;

  RemoteNeo4jModule(Neo4jGraphConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(Neo4jGraphConfig.class).toInstance(config);
  }
}
