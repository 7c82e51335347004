package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.testkit.architecture.AdapterRules;
import java.util.Set;

final class Neo4jGraphArchitectureTest implements AdapterRules {

  @Override
  public String packageUnderTest() {
    return "dev.mnemo.adapter.graph.neo4j";
  }

  @Override
  public Set<String> libraries() {
    return Set.of("com.google.inject", "org.neo4j.driver", "org.slf4j", "org.jspecify");
  }
}
