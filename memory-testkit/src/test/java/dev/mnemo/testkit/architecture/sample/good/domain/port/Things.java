package dev.mnemo.testkit.architecture.sample.good.domain.port;

import dev.mnemo.testkit.architecture.sample.good.domain.model.Thing;

public interface Things {
  Thing find(String name);
}
