package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.MnemoException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  /** Has the waiting jobs done beside the command; tells where the log is. */
  @FunctionalInterface
  interface Workers {
    Path start(Configuration configuration, Optional<Path> configFile) throws IOException;
  }

  private static final int WRONG_USAGE = 2;

  private static final long LAST_WORK_SECONDS = 10;

  private final CountDownLatch running = new CountDownLatch(1);
  private volatile boolean stopping;
  private final ConfigurationReader reader;
  private final Console console;
  private final Opener opener;
  private final Workers workers;

  Cli(ConfigurationReader reader, Console console, Opener opener, Workers workers) {
    this.workers = workers;
    this.reader = reader;
    this.console = console;
    this.opener = opener;
  }

  ConfigurationReader reader() {
    return reader;
  }

  Workers workers() {
    return workers;
  }

  Console console() {
    return console;
  }

  /** Whether the process is being ended, so that no more work should begin. */
  boolean stopping() {
    return stopping;
  }

  /** Opens a memory, and sees to it that it is closed in good order when the process is ended. */
  Mnemo open(Configuration configuration) {
    Mnemo mnemo = opener.open(configuration, console);
    Thread command = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(command, mnemo), "mnemo-shutdown"));
    return mnemo;
  }

  // An append in flight is let finish; what only waits is woken up.
  private void end(Thread command, Mnemo mnemo) {
    stopping = true;
    try {
      if (running.getCount() > 0) {
        command.interrupt();
        running.await(LAST_WORK_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    mnemo.close();
  }

  /** Runs a command line; the process's exit code: 0 done, 1 failed, 2 wrong usage. */
  int run(String... arguments) {
    boolean json = Arrays.asList(arguments).contains("--json");
    boolean verbose = Arrays.asList(arguments).contains("--verbose");
    Logs.configure(verbose);
    try {
      int code =
          commandLine()
              .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
              .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
              .setParameterExceptionHandler((e, args) -> wrongUsage(e, json))
              .setExecutionExceptionHandler((e, line, result) -> failed(e, json, verbose))
              .execute(arguments);
      // A full disk or a closed pipe shows only here, and must not look like a whole result.
      return console.out().checkError() && code == MnemoTask.DONE ? MnemoTask.FAILED : code;
    } finally {
      running.countDown();
    }
  }

  /** All commands, for running them and for what describes them. */
  CommandLine commandLine() {
    return new CommandLine(new MnemoCommand())
        .addSubcommand(new DemoCommand(this))
        .addSubcommand(new RememberCommand(this))
        .addSubcommand(new AskCommand(this))
        .addSubcommand(new ChatCommand(this))
        .addSubcommand(new RecallCommand(this))
        .addSubcommand(new HistoryCommand(this))
        .addSubcommand(sessions())
        .addSubcommand(new ImproveCommand(this))
        .addSubcommand(jobs())
        .addSubcommand(feedback())
        .addSubcommand(new MemoryCommand(this))
        .addSubcommand(forget())
        .addSubcommand(datasets())
        .addSubcommand(users())
        .addSubcommand(new UsageCommand(this))
        .addSubcommand(new ReembedCommand(this))
        .addSubcommand(new ConfigCommand(this))
        .addSubcommand(new PromptsCommand(this))
        .addSubcommand(new DoctorCommand(this))
        .addSubcommand(new StatusCommand(this))
        .addSubcommand(new StopCommand(this))
        .addSubcommand(new CompletionCommand(this))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A question may start with an @, and a program may pass on what its user typed.
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(true)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(console.interactive() ? Ansi.AUTO : Ansi.OFF));
  }

  private CommandLine sessions() {
    return CommandGroup.of(
            "sessions",
            "List, show, end, delete, prune, export and import sessions.",
            "list",
            "show trip")
        .addSubcommand(new SessionsListCommand(this))
        .addSubcommand(new SessionsShowCommand(this))
        .addSubcommand(new SessionsEndCommand(this))
        .addSubcommand(new SessionsDeleteCommand(this))
        .addSubcommand(new SessionsPruneCommand(this))
        .addSubcommand(new SessionsExportCommand(this))
        .addSubcommand(new SessionsImportCommand(this));
  }

  private CommandLine jobs() {
    return CommandGroup.of(
            "jobs", "List, show, cancel and do what was left to the background.", "list", "work")
        .addSubcommand(new JobsListCommand(this))
        .addSubcommand(new JobsShowCommand(this))
        .addSubcommand(new JobsCancelCommand(this))
        .addSubcommand(new JobsWorkCommand(this));
  }

  private CommandLine feedback() {
    return CommandGroup.of(
            "feedback",
            "Rate answers, so that 'mnemo improve' learns from it.",
            "add --session trip --score 5",
            "remove --session trip")
        .addSubcommand(new FeedbackAddCommand(this))
        .addSubcommand(new FeedbackRemoveCommand(this));
  }

  private CommandLine forget() {
    return CommandGroup.of(
            "forget",
            "Forget a document, a dataset or a user; --dry-run tells what would go.",
            "document ID --dry-run",
            "dataset work",
            "user alice")
        .addSubcommand(new ForgetDocumentCommand(this))
        .addSubcommand("dataset", new DatasetsForgetCommand(this))
        .addSubcommand("user", new UsersDeleteCommand(this));
  }

  private CommandLine datasets() {
    return CommandGroup.of(
            "datasets",
            "List, show, share and forget datasets, the named parts of the graph.",
            "list",
            "show --node-set user_sessions_from_cache")
        .addSubcommand(new DatasetsListCommand(this))
        .addSubcommand(new DatasetsShowCommand(this))
        .addSubcommand(new DatasetsGrantCommand(this))
        .addSubcommand(new DatasetsRevokeCommand(this))
        .addSubcommand(new DatasetsForgetCommand(this));
  }

  private CommandLine users() {
    return CommandGroup.of(
            "users",
            "Register, list, show, change and delete users.",
            "show",
            "delete alice --dry-run")
        .addSubcommand(new UsersCreateCommand(this))
        .addSubcommand(new UsersListCommand(this))
        .addSubcommand(new UsersShowCommand(this))
        .addSubcommand(new UsersChangeCommand(this))
        .addSubcommand(new UsersDeleteCommand(this));
  }

  private int wrongUsage(ParameterException failure, boolean json) {
    CommandLine command = failure.getCommandLine();
    String message = String.valueOf(failure.getMessage());
    console.fail(JsonShapes.error("wrong_usage", message, false), message, json);
    if (!json) {
      CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
      console.err().println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    }
    return WRONG_USAGE;
  }

  private int failed(Exception failure, boolean json, boolean verbose) {
    if (stopping) {
      return MnemoTask.FAILED;
    }
    if (verbose) {
      failure.printStackTrace(console.err());
    }
    if (failure instanceof MnemoException known) {
      console.fail(JsonShapes.error(known), String.valueOf(known.getMessage()), json);
      return known instanceof InvalidInputException ? WRONG_USAGE : MnemoTask.FAILED;
    }
    String message =
        "an unexpected failure, %s; run it again with --verbose and report what it shows"
            .formatted(failure.getClass().getSimpleName());
    console.fail(JsonShapes.error("internal", message, false), message, json);
    return MnemoTask.FAILED;
  }
}
