package dev.mnemo.testkit.architecture.sample.bad.domain.model;

final class Prints {
  void print() {
    System.out.println("hello");
  }
}
