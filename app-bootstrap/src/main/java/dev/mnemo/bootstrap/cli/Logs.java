package dev.mnemo.bootstrap.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How loud the logs are: mnemo's own warnings, or everything that may help with --verbose. */
final class Logs {

  // Held strongly: java.util.logging forgets the level of a logger that nobody refers to.
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("dev.mnemo");

  private Logs() {}

  static void configure(boolean verbose) {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
    ROOT.setLevel(verbose ? Level.INFO : Level.OFF);
    OURS.setLevel(verbose ? Level.FINE : Level.OFF);
    for (Handler handler : ROOT.getHandlers()) {
      if (handler instanceof ConsoleHandler) {
        handler.setLevel(verbose ? Level.FINE : Level.OFF);
      }
    }
  }
}
