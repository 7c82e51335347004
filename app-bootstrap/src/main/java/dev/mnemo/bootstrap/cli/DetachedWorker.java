package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.exception.BackendUnavailableException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that does the waiting jobs after the command that left them has ended. */
final class DetachedWorker {

  private static final long LARGEST_LOG = 1 << 20;

  private DetachedWorker() {}

  /** Starts it; where it tells what it does. */
  static Path start(Configuration configuration, Optional<Path> configFile) throws IOException {
    Path logs = Files.createDirectories(configuration.data().resolve("logs"));
    Path log = logs.resolve("jobs.log");
    ProcessBuilder builder =
        new ProcessBuilder(command(configuration, configFile))
            .redirectErrorStream(true)
            .redirectOutput(redirect(log));
    try {
      // Nothing to read, and nobody's terminal.
      builder.start().getOutputStream().close();
    } catch (IOException e) {
      throw new BackendUnavailableException(
          "background worker", "cannot be started; run 'mnemo jobs work' to do the queued job", e);
    }
    return log;
  }

  private static Redirect redirect(Path log) throws IOException {
    boolean large = Files.exists(log) && Files.size(log) > LARGEST_LOG;
    return large ? Redirect.to(log.toFile()) : Redirect.appendTo(log.toFile());
  }

  private static List<String> command(Configuration configuration, Optional<Path> configFile) {
    List<String> words = new ArrayList<>(program());
    words.addAll(List.of("jobs", "work", "--data", configuration.data().toString()));
    configFile.ifPresent(file -> words.addAll(List.of("--config", file.toString())));
    return words;
  }

  /** The launcher of the distribution, or else the Java that runs this. */
  private static List<String> program() {
    String home = System.getProperty("mnemo.home");
    if (home != null && Files.isExecutable(Path.of(home, "bin", "mnemo"))) {
      return List.of(Path.of(home, "bin", "mnemo").toString());
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(
        List.of("-cp", System.getProperty("java.class.path"), MnemoCommand.class.getName()));
    return words;
  }
}
