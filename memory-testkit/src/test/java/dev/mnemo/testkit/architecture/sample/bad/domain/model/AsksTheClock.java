package dev.mnemo.testkit.architecture.sample.bad.domain.model;

import java.time.Instant;

final class AsksTheClock {
  Instant time() {
    return Instant.now();
  }
}
