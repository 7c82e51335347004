package dev.mnemo.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Where the figures go. */
final class Output {

  private static final PrintStream OUT = System.out;

  private Output() {}

  static void line(String format, Object... values) {
    OUT.println(String.format(Locale.ROOT, format, values));
  }
}
