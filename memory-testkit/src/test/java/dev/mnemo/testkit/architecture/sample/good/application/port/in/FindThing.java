package dev.mnemo.testkit.architecture.sample.good.application.port.in;

import dev.mnemo.testkit.architecture.sample.good.domain.model.Thing;

public interface FindThing {
  Thing find(String name);
}
