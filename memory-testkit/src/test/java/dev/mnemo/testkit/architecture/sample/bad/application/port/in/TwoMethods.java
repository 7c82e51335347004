package dev.mnemo.testkit.architecture.sample.bad.application.port.in;

public interface TwoMethods {
  void one();

  void two();
}
