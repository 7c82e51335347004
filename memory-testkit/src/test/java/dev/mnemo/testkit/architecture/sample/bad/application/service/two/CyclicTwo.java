package dev.mnemo.testkit.architecture.sample.bad.application.service.two;

import dev.mnemo.testkit.architecture.sample.bad.application.service.one.CyclicOne;

public record CyclicTwo(CyclicOne one) {
  public record Inner(String text) {}
}
