package dev.mnemo.testkit.architecture.sample.good.application.service;

import dev.mnemo.testkit.architecture.sample.good.application.port.in.FindThing;
import dev.mnemo.testkit.architecture.sample.good.domain.port.Things;
import java.time.Clock;

public final class ServiceFactory {
  private ServiceFactory() {}

  public static FindThing findThing(Things things, Clock clock) {
    return new FindThingService(things, clock);
  }
}
