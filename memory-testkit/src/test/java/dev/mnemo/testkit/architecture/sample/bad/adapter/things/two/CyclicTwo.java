package dev.mnemo.testkit.architecture.sample.bad.adapter.things.two;

import dev.mnemo.testkit.architecture.sample.bad.adapter.things.one.CyclicOne;

public record CyclicTwo(CyclicOne one) {
  public record Inner(String text) {}
}
