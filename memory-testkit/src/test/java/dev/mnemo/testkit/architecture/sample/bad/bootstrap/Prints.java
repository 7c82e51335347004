package dev.mnemo.testkit.architecture.sample.bad.bootstrap;

final class Prints {
  void print() {
    System.out.println("hello");
  }
}
