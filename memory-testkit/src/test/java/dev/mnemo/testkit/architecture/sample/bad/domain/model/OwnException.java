package dev.mnemo.testkit.architecture.sample.bad.domain.model;

final class OwnException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
