package dev.mnemo.testkit.architecture.sample.bad.bootstrap;

final class OwnException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
