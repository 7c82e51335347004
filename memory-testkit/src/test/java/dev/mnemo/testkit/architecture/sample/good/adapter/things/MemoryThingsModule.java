package dev.mnemo.testkit.architecture.sample.good.adapter.things;

import com.google.inject.AbstractModule;
import dev.mnemo.testkit.architecture.sample.good.domain.port.Things;

public final class MemoryThingsModule extends AbstractModule {
  private final MemoryThingsConfig config;

  public MemoryThingsModule(MemoryThingsConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(MemoryThingsConfig.class).toInstance(config);
    bind(Things.class).toInstance(new MemoryThings());
  }
}
