package dev.mnemo.testkit.architecture.sample.good.bootstrap.cli;

public final class Main {
  private Main() {}

  public static void print(String text) {
    System.out.println(text);
  }
}
