package dev.mnemo.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the completion script of the shell. */
@Command(
    name = "completion",
    description = "Print a script that completes mnemo's commands in bash and zsh.",
    footer = {"", "Example:", "  source <(mnemo completion)"})
final class CompletionCommand implements Callable<Integer> {

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final Cli cli;

  CompletionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().out().print(AutoComplete.bash("mnemo", cli.commandLine()));
    return MnemoTask.DONE;
  }
}
