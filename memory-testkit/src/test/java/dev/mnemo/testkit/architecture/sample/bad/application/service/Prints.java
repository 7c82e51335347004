package dev.mnemo.testkit.architecture.sample.bad.application.service;

final class Prints {
  void print() {
    System.out.println("hello");
  }
}
