package dev.mnemo.testkit.architecture.sample.bad.bootstrap.two;

import dev.mnemo.testkit.architecture.sample.bad.bootstrap.one.CyclicOne;

public record CyclicTwo(CyclicOne one) {
  public record Inner(String text) {}
}
