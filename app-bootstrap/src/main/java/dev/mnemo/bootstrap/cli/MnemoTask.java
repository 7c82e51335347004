package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.UserScope;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that works on a memory, which is opened for it and closed after it. */
abstract class MnemoTask implements Callable<Integer> {

  /** Success, as a process's exit code. */
  static final int DONE = 0;

  /** The command was understood and did not succeed. */
  static final int FAILED = 1;

  @Mixin private CommonOptions common = new CommonOptions();

  private final Cli cli;

  MnemoTask(Cli cli) {
    this.cli = cli;
  }

  /** Does the work; the exit code. */
  abstract int run(Mnemo mnemo, UserScope scope, Console console) throws Exception;

  @Override
  public Integer call() throws Exception {
    Configuration configuration = configuration();
    UserScope scope = configuration.scope();
    try (Mnemo mnemo = cli.open(opened(configuration))) {
      return run(mnemo, scope, cli.console());
    }
  }

  /** What the command opens of that which is configured: by default everything. */
  Configuration opened(Configuration configuration) {
    return configuration;
  }

  final Cli cli() {
    return cli;
  }

  final Configuration configuration() {
    return common.configuration(cli.reader());
  }

  /** The properties file that was named, where one was. */
  final Optional<Path> configFile() {
    return common.configFile();
  }

  final boolean json() {
    return common.json();
  }
}
