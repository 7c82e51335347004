package dev.mnemo.testkit.architecture.sample.bad.adapter.things;

final class Prints {
  void print() {
    System.out.println("hello");
  }
}
