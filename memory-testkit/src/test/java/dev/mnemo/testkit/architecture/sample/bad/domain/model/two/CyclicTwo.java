package dev.mnemo.testkit.architecture.sample.bad.domain.model.two;

import dev.mnemo.testkit.architecture.sample.bad.domain.model.one.CyclicOne;

public record CyclicTwo(CyclicOne one) {
  public record Inner(String text) {}
}
