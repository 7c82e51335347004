package dev.mnemo.bootstrap.cli;

import com.google.inject.Module;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command line in this process, over adapters of the test's choice. */
final class CommandLineFixture {

  /** What a command left behind. */
  record Outcome(int code, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }
  }

  private final Path data;
  private final Cli.Opener opener;
  private final Map<String, String> environment;

  CommandLineFixture(Path data, Module... adapters) {
    this(data, Map.of(), adapters);
  }

  CommandLineFixture(Path data, Map<String, String> environment, Module... adapters) {
    this(
        data,
        environment,
        (configuration, on) ->
            Mnemo.of(
                UserScope.of(new UserId(configuration.text(Setting.USER))),
                MemorySettings.DEFAULT,
                adapters));
  }

  CommandLineFixture(Path data, Map<String, String> environment, Cli.Opener opener) {
    this.data = data;
    this.environment = environment;
    this.opener = opener;
  }

  Outcome run(String... arguments) {
    return runOn("", arguments);
  }

  Outcome runOn(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    ConfigurationReader reader = new ConfigurationReader(environment, data.toString(), "Linux");
    int code =
        new Cli(
                reader,
                console,
                opener,
                (configuration, file) -> configuration.data().resolve("jobs.log"))
            .run(arguments);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
