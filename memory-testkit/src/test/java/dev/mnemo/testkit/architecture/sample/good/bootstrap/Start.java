package dev.mnemo.testkit.architecture.sample.good.bootstrap;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.mnemo.testkit.architecture.sample.good.adapter.things.MemoryThingsConfig;
import dev.mnemo.testkit.architecture.sample.good.adapter.things.MemoryThingsModule;
import java.time.Instant;

public final class Start {
  private Start() {}

  public static Injector injector() {
    return Guice.createInjector(new MemoryThingsModule(new MemoryThingsConfig("" + Instant.now())));
  }
}
