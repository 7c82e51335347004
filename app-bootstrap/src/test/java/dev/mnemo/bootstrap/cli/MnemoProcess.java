package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, with the real parts, as a user starts it. */
final class MnemoProcess {

  private static final long PATIENCE_SECONDS = 180;
  private static final int FIRST_WITH_UNSAFE_WARNING = 23;

  private final Path data;
  private final Map<String, String> environment;

  MnemoProcess(Path data, Map<String, String> environment) {
    this.data = data;
    this.environment = environment;
  }

  /** Runs to its end. */
  CommandLineFixture.Outcome run(String input, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(data, "out", ".txt");
    Path err = Files.createTempFile(data, "err", ".txt");
    Process process =
        builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // It ended without reading.
    }
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new CommandLineFixture.Outcome(
          process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts, and leaves the rest to the caller. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).redirectErrorStream(true).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= FIRST_WITH_UNSAFE_WARNING) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dmnemo.neo4j.lib=" + System.getProperty("mnemo.neo4j.lib"),
            "-cp",
            System.getProperty("java.class.path"),
            MnemoCommand.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("MNEMO_"));
    builder.environment().put("MNEMO_DATA", data.resolve("data").toString());
    builder.environment().put("MNEMO_SCRATCH", System.getProperty("mnemo.test.scratch"));
    builder.environment().putAll(environment);
    return builder;
  }
}
