package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.bootstrap.config.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class CommonOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder that holds everything (MNEMO_DATA).")
  private @Nullable String data;

  @Option(
      names = "--user",
      paramLabel = "U",
      description = "On whose behalf the command runs (MNEMO_USER).")
  private @Nullable String user;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The properties file to read instead of the data folder's mnemo.properties.")
  private @Nullable Path config;

  @Option(names = "--json", description = "Print JSON on standard output, and nothing else.")
  private boolean json;

  @Option(names = "--verbose", description = "Show logs, and the whole cause of an error.")
  private boolean verbose;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  Optional<Path> configFile() {
    return Optional.ofNullable(config).map(Path::toAbsolutePath);
  }

  /** All settings, these options included. */
  Configuration configuration(ConfigurationReader reader) {
    Map<Setting, Configuration.Value> flags = new EnumMap<>(Setting.class);
    flag(flags, Setting.DATA, data, "--data");
    flag(flags, Setting.USER, user, "--user");
    return reader.read(Optional.ofNullable(config), flags);
  }

  private static void flag(
      Map<Setting, Configuration.Value> flags,
      Setting setting,
      @Nullable String value,
      String name) {
    if (value != null) {
      flags.put(setting, new Configuration.Value(value, "flag (" + name + ")", name));
    }
  }
}
