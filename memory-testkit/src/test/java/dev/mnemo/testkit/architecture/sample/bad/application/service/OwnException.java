package dev.mnemo.testkit.architecture.sample.bad.application.service;

final class OwnException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
