package dev.mnemo.bootstrap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands on sessions. */
@Command(
    name = "sessions",
    description = "List, show, end, delete, export and import sessions.",
    footer = {"", "Examples:", "  mnemo sessions list", "  mnemo sessions show trip"})
final class SessionsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name what to do: list, show, end, delete, export or import");
  }
}
