package dev.mnemo.bootstrap.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others. */
@Command
final class CommandGroup implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private CommandGroup() {}

  /** A group without commands yet. */
  static CommandLine of(String name, String description, String... examples) {
    CommandLine line = new CommandLine(new CommandGroup());
    List<String> footer = new ArrayList<>(List.of("", "Examples:"));
    for (String example : examples) {
      footer.add("  mnemo " + name + " " + example);
    }
    line.setCommandName(name)
        .getCommandSpec()
        .usageMessage()
        .description(description)
        .footer(footer.toArray(String[]::new));
    return line;
  }

  @Override
  public void run() {
    List<String> names = List.copyOf(spec.subcommands().keySet());
    throw new ParameterException(
        spec.commandLine(),
        "name what to do: %s or %s"
            .formatted(String.join(", ", names.subList(0, names.size() - 1)), names.getLast()));
  }
}
