package dev.mnemo.testkit.architecture.sample.good.domain.exception;

public final class ThingException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
