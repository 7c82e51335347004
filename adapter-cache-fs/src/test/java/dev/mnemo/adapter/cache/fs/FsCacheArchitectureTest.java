package dev.mnemo.adapter.cache.fs;

import dev.mnemo.testkit.architecture.AdapterRules;
import java.util.Set;

class FsCacheArchitectureTest implements AdapterRules {

  @Override
  public String packageUnderTest() {
    return "dev.mnemo.adapter.cache.fs";
  }

  @Override
  public Set<String> libraries() {
    return Set.of(
        "com.google.inject", "com.fasterxml.jackson", "org.sqlite", "org.slf4j", "org.jspecify");
  }
}
