package dev.mnemo.adapter.graph.neo4j.embedded;

import dev.mnemo.testkit.architecture.AdapterRules;
import java.util.Set;

final class EmbeddedNeo4jArchitectureTest implements AdapterRules {

  @Override
  public String packageUnderTest() {
    return "dev.mnemo.adapter.graph.neo4j.embedded";
  }

  /** The one adapter that serves another: it hands its address to the one that speaks Bolt. */
  @Override
  public Set<String> libraries() {
    return Set.of("com.google.inject", "org.slf4j", "dev.mnemo.adapter.graph.neo4j");
  }
}
