package dev.mnemo.testkit.architecture.sample.bad.adapter.things;

final class OwnException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
