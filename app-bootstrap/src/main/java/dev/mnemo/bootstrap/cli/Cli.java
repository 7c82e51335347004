package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.MnemoException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The commands, what they share, and how their failures are told. */
final class Cli {

  /** Opens the memory that a configuration describes; the tests open one of fakes. */
  @FunctionalInterface
  interface Opener {
    Mnemo open(Configuration configuration, Console console);
  }

  private static final int WRONG_USAGE = 2;

  private final ConfigurationReader reader;
  private final Console console;
  private final Opener opener;

  Cli(ConfigurationReader reader, Console console, Opener opener) {
    this.reader = reader;
    this.console = console;
    this.opener = opener;
  }

  ConfigurationReader reader() {
    return reader;
  }

  Console console() {
    return console;
  }

  /** Opens a memory, and sees to it that it is closed in good order when the process is ended. */
  Mnemo open(Configuration configuration) {
    Mnemo mnemo = opener.open(configuration, console);
    Runtime.getRuntime().addShutdownHook(new Thread(mnemo::close, "mnemo-shutdown"));
    return mnemo;
  }

  /** Runs a command line; the process's exit code: 0 done, 1 failed, 2 wrong usage. */
  int run(String... arguments) {
    boolean json = Arrays.asList(arguments).contains("--json");
    boolean verbose = Arrays.asList(arguments).contains("--verbose");
    Logs.configure(verbose);
    return commandLine()
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, args) -> wrongUsage(e, json))
        .setExecutionExceptionHandler((e, line, result) -> failed(e, json, verbose))
        .execute(arguments);
  }

  /** All commands, for running them and for what describes them. */
  CommandLine commandLine() {
    CommandLine sessions =
        new CommandLine(new SessionsCommand())
            .addSubcommand(new SessionsListCommand(this))
            .addSubcommand(new SessionsShowCommand(this))
            .addSubcommand(new SessionsEndCommand(this))
            .addSubcommand(new SessionsDeleteCommand(this))
            .addSubcommand(new SessionsExportCommand(this))
            .addSubcommand(new SessionsImportCommand(this));
    return new CommandLine(new MnemoCommand())
        .addSubcommand(new DemoCommand(this))
        .addSubcommand(new RememberCommand(this))
        .addSubcommand(new AskCommand(this))
        .addSubcommand(new ChatCommand(this))
        .addSubcommand(new RecallCommand(this))
        .addSubcommand(new HistoryCommand(this))
        .addSubcommand(sessions)
        .addSubcommand(new ConfigCommand(this))
        .addSubcommand(new DoctorCommand(this))
        .addSubcommand(new StatusCommand(this))
        .addSubcommand(new StopCommand(this))
        .addSubcommand(new CompletionCommand(this))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(console.interactive() ? Ansi.AUTO : Ansi.OFF));
  }

  private int wrongUsage(ParameterException failure, boolean json) {
    CommandLine command = failure.getCommandLine();
    String message = String.valueOf(failure.getMessage());
    if (json) {
      console.err().println(JsonShapes.error("wrong_usage", message, false));
    } else {
      console.err().println("mnemo: " + message);
      CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
      console.err().println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    }
    return WRONG_USAGE;
  }

  private int failed(Exception failure, boolean json, boolean verbose) {
    if (verbose) {
      failure.printStackTrace(console.err());
    }
    if (failure instanceof MnemoException known) {
      console
          .err()
          .println(json ? JsonShapes.error(known).toString() : "mnemo: " + known.getMessage());
      return known instanceof InvalidInputException ? WRONG_USAGE : MnemoTask.FAILED;
    }
    String message =
        "an unexpected failure, %s; run it again with --verbose and report what it shows"
            .formatted(failure.getClass().getSimpleName());
    console
        .err()
        .println(
            json ? JsonShapes.error("internal", message, false).toString() : "mnemo: " + message);
    return MnemoTask.FAILED;
  }
}
