package dev.mnemo.testkit.architecture.sample.good.adapter.things;

import dev.mnemo.testkit.architecture.sample.good.domain.model.Thing;
import dev.mnemo.testkit.architecture.sample.good.domain.port.Things;

final class MemoryThings implements Things {
  @Override
  public Thing find(String name) {
    return new Thing(name);
  }
}
