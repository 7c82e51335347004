package dev.mnemo.testkit.architecture.sample.good.application.service;

import dev.mnemo.testkit.architecture.sample.good.application.port.in.FindThing;
import dev.mnemo.testkit.architecture.sample.good.domain.model.Thing;
import dev.mnemo.testkit.architecture.sample.good.domain.port.Things;
import java.time.Clock;
import java.time.Instant;

final class FindThingService implements FindThing {
  private final Things things;
  private final Clock clock;

  FindThingService(Things things, Clock clock) {
    this.things = things;
    this.clock = clock;
  }

  @Override
  public Thing find(String name) {
    return things.find(name + Instant.now(clock));
  }
}
