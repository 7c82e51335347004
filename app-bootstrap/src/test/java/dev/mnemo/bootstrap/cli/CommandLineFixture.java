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
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/** The command line in this process, over adapters of the test's choice. */
public final class CommandLineFixture {

  /** What a command left behind. */
  public record Outcome(int code, String out, String err) {

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

  /** Over the parts that the environment chooses, as a user's process opens them. */
  public static CommandLineFixture ofRealParts(Path data, Map<String, String> environment) {
    return new CommandLineFixture(
        data, environment, (configuration, on) -> Mnemo.open(configuration, what -> {}));
  }

  /** All commands by their full names, without those that only hold others. */
  public Set<String> commands() {
    Set<String> names = new TreeSet<>();
    addLeaves(
        cli(console("", new ByteArrayOutputStream(), new ByteArrayOutputStream())).commandLine(),
        "",
        names);
    return names;
  }

  private static void addLeaves(CommandLine command, String name, Set<String> names) {
    if (command.getSubcommands().isEmpty()) {
      names.add(name.strip());
    }
    command.getSubcommands().forEach((inner, one) -> addLeaves(one, name + " " + inner, names));
  }

  public Outcome run(String... arguments) {
    return runOn("", arguments);
  }

  public Outcome runOn(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = cli(console(input, out, err)).run(arguments);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Console console(String input, OutputStream out, OutputStream err) {
    return new Console(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false);
  }

  private Cli cli(Console console) {
    return new Cli(
        new ConfigurationReader(environment, data.toString(), "Linux"),
        console,
        opener,
        (configuration, file) -> configuration.data().resolve("jobs.log"));
  }
}
