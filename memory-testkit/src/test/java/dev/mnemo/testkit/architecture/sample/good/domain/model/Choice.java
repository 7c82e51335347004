package dev.mnemo.testkit.architecture.sample.good.domain.model;

public sealed interface Choice {
  record One() implements Choice {}

  enum Other implements Choice {
    FIRST
  }
}
