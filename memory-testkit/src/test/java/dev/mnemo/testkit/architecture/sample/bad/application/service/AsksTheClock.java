package dev.mnemo.testkit.architecture.sample.bad.application.service;

import java.time.Instant;

final class AsksTheClock {
  Instant time() {
    return Instant.now();
  }
}
