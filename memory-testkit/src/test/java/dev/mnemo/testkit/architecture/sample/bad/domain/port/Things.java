package dev.mnemo.testkit.architecture.sample.bad.domain.port;

public interface Things {
  default String find(String name) {
    throw new UnsupportedOperationException(name);
  }
}
