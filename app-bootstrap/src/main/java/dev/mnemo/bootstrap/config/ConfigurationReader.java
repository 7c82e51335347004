package dev.mnemo.bootstrap.config;

import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the settings: properties file, then environment, then flags; a later one wins. */
public final class ConfigurationReader {

  /** The properties file's name in the data folder. */
  public static final String FILE = "mnemo.properties";

  // For the tests and for the launcher, which takes its own out before it starts Java.
  private static final String FOR_TESTS = "MNEMO_TEST_";
  private static final Set<String> FOR_THE_LAUNCHER = Set.of("MNEMO_JAVA_HOME", "MNEMO_JAVA_OPTS");

  private static final Set<Setting> MODELS =
      EnumSet.of(
          Setting.OPENAI_MODEL,
          Setting.ANTHROPIC_MODEL,
          Setting.GEMINI_MODEL,
          Setting.OLLAMA_MODEL);

  private final Map<String, String> environment;
  private final String home;
  private final String system;

  /**
   * @param environment the process's variables
   * @param home the user's home folder
   * @param system the operating system's name, as {@code os.name} says
   */
  public ConfigurationReader(Map<String, String> environment, String home, String system) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.system = system;
  }

  /** A reader of this process's environment. */
  public static ConfigurationReader ofThisProcess() {
    return new ConfigurationReader(
        System.getenv(), System.getProperty("user.home", "."), System.getProperty("os.name", ""));
  }

  /**
   * Reads all settings.
   *
   * @param file a properties file; empty for the one in the data folder, which may be missing
   * @param flags what the command line sets, with the flag's name
   * @throws InvalidInputException if a name is unknown or the file cannot be read
   */
  public Configuration read(Optional<Path> file, Map<Setting, Configuration.Value> flags) {
    Map<Setting, Configuration.Value> variables = variables();
    Map<Setting, Configuration.Value> values = new EnumMap<>(Setting.class);
    flags.forEach(ConfigurationReader::refuseBlank);
    values.put(Setting.DATA, new Configuration.Value(defaultData(), "default", "data"));
    values.put(Setting.SCRATCH, new Configuration.Value(defaultScratch(), "default", "scratch"));
    values.putAll(variables);
    values.putAll(flags);
    Path inData = new Configuration(values).data().resolve(FILE);
    if (file.isPresent()) {
      properties(file.get()).forEach(values::put);
    } else if (Files.exists(inData)) {
      properties(inData).forEach(values::put);
    }
    values.putAll(variables);
    values.putAll(flags);
    if (!values.containsKey(Setting.LLM)) {
      providerOfTheModel(values).ifPresent(llm -> values.put(Setting.LLM, llm));
    }
    return new Configuration(values);
  }

  /** Whoever names a model means its provider. */
  private static Optional<Configuration.Value> providerOfTheModel(
      Map<Setting, Configuration.Value> values) {
    List<Map.Entry<Setting, Configuration.Value>> named =
        values.entrySet().stream()
            .filter(one -> MODELS.contains(one.getKey()) && !one.getValue().text().isBlank())
            .toList();
    if (named.size() > 1) {
      throw InvalidInputException.missing(
          Setting.LLM.variable(),
          "choose among %s, which all have a model"
              .formatted(
                  named.stream()
                      .map(one -> provider(one.getKey()))
                      .collect(Collectors.joining(", "))));
    }
    return named.stream()
        .findFirst()
        .map(
            one ->
                new Configuration.Value(
                    provider(one.getKey()),
                    "because %s is set".formatted(one.getValue().name()),
                    one.getValue().name()));
  }

  private static String provider(Setting model) {
    return model.key().substring(0, model.key().indexOf('.'));
  }

  private Map<Setting, Configuration.Value> variables() {
    Map<Setting, Configuration.Value> found = new EnumMap<>(Setting.class);
    environment.forEach(
        (name, text) -> {
          if (!name.startsWith("MNEMO_")
              || name.startsWith(FOR_TESTS)
              || FOR_THE_LAUNCHER.contains(name)) {
            return;
          }
          Setting setting =
              Setting.ofVariable(name)
                  .orElseThrow(
                      () ->
                          unknown(
                              "environment variable",
                              name,
                              Arrays.stream(Setting.values()).map(Setting::variable)));
          // Where variables are written in a list, an empty one means: not set.
          if (!text.isBlank()) {
            found.put(setting, new Configuration.Value(text, "environment (" + name + ")", name));
          }
        });
    return found;
  }

  private static Map<Setting, Configuration.Value> properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new InvalidInputException(
          "configuration file", file, "write it as UTF-8 lines of the form key=value");
    } catch (IOException e) {
      throw new InvalidInputException(
          "configuration file", file, "name a file that exists and can be read");
    }
    Map<Setting, Configuration.Value> found = new EnumMap<>(Setting.class);
    for (String key : properties.stringPropertyNames()) {
      Setting setting =
          Setting.ofKey(key)
              .orElseThrow(
                  () ->
                      unknown(
                          "key in " + file,
                          key,
                          Arrays.stream(Setting.values()).map(Setting::key)));
      found.put(
          setting,
          new Configuration.Value(properties.getProperty(key).strip(), "file (" + file + ")", key));
    }
    return found;
  }

  private static InvalidInputException unknown(String what, String name, Stream<String> known) {
    String remedy =
        Suggestion.nearest(name, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("run 'mnemo config' to see the known ones");
    return new InvalidInputException(what, name, "it is unknown; " + remedy);
  }

  private String defaultData() {
    if (system.startsWith("Mac")) {
      return Path.of(home, "Library", "Application Support", "mnemo").toString();
    }
    if (system.startsWith("Windows")) {
      return Path.of(environment.getOrDefault("LOCALAPPDATA", home), "mnemo").toString();
    }
    return xdg("XDG_DATA_HOME").orElseGet(() -> inHome(".local", "share", "mnemo"));
  }

  private String defaultScratch() {
    if (system.startsWith("Mac")) {
      return Path.of(home, "Library", "Caches", "mnemo").toString();
    }
    if (system.startsWith("Windows")) {
      return Path.of(environment.getOrDefault("LOCALAPPDATA", home), "mnemo-cache").toString();
    }
    return xdg("XDG_CACHE_HOME").orElseGet(() -> inHome(".cache", "mnemo"));
  }

  // A user without a home is one whose memory would lie wherever the command happens to run.
  private String inHome(String... names) {
    return Path.of(home).isAbsolute() ? Path.of(home, names).toString() : "";
  }

  private static void refuseBlank(Setting setting, Configuration.Value flag) {
    if (flag.text().isBlank()) {
      throw new InvalidInputException(flag.name(), flag.text(), "give a value, or leave it out");
    }
  }

  private Optional<String> xdg(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "mnemo").toString());
  }
}
