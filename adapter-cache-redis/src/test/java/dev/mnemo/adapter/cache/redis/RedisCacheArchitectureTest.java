package dev.mnemo.adapter.cache.redis;

import dev.mnemo.testkit.architecture.AdapterRules;
import java.util.Set;

class RedisCacheArchitectureTest implements AdapterRules {

  @Override
  public String packageUnderTest() {
    return "dev.mnemo.adapter.cache.redis";
  }

  @Override
  public Set<String> libraries() {
    return Set.of(
        "com.google.inject", "com.fasterxml.jackson", "io.lettuce", "org.slf4j", "org.jspecify");
  }
}
