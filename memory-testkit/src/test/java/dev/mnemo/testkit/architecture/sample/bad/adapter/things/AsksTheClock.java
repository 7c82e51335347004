package dev.mnemo.testkit.architecture.sample.bad.adapter.things;

import java.time.Instant;

final class AsksTheClock {
  Instant time() {
    return Instant.now();
  }
}
