package dev.mnemo.bootstrap.config;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every setting's value, and where it came from. */
public final class Configuration {

  /**
   * A value and its origin.
   *
   * @param origin for people, such as {@code environment (MNEMO_CACHE)}
   * @param name how the place it came from calls it, as an error names it
   */
  public record Value(String text, String origin, String name) {

    /** Where it came from, and not the text, which may be a secret. */
    @Override
    public String toString() {
      return "%s from %s".formatted(name, origin);
    }
  }

  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)?");

  // Whatever stands before the last @, as a password may hold any character; and any query.
  private static final Pattern SECRETS_IN_URI = Pattern.compile("(?<=//)\\S*(?=@)|(?<=\\?)\\S+");

  private final Map<Setting, Value> values;

  Configuration(Map<Setting, Value> values) {
    this.values = new EnumMap<>(Setting.class);
    this.values.putAll(values);
  }

  /** The value as it was set. */
  public Value value(Setting setting) {
    Value value = values.get(setting);
    return value == null ? new Value(setting.fallback(), "default", setting.variable()) : value;
  }

  /** The value as a person may see it. */
  public String shown(Setting setting) {
    String text = value(setting).text();
    return setting.secret() && !text.isEmpty()
        ? "***"
        : SECRETS_IN_URI.matcher(text).replaceAll("***");
  }

  /** This with one setting replaced. */
  public Configuration with(Setting setting, String text, String origin) {
    Map<Setting, Value> changed = new EnumMap<>(Setting.class);
    changed.putAll(values);
    changed.put(setting, new Value(text, origin, setting.variable()));
    return new Configuration(changed);
  }

  /** This without sessions, model and vectors, so that their settings do not matter. */
  public Configuration withGraphAlone() {
    String origin = "a command on the graph alone";
    return with(Setting.CACHE, "off", origin)
        .with(Setting.EMBEDDINGS, "off", origin)
        .with(Setting.EXTRACTOR, Setting.EXTRACTOR.fallback(), origin)
        .with(Setting.LLM, Setting.LLM.fallback(), origin)
        .with(Setting.PRICES, Setting.PRICES.fallback(), origin)
        .with(Setting.PROMPTS, Setting.PROMPTS.fallback(), origin)
        .with(Setting.RERANKER, Setting.RERANKER.fallback(), origin);
  }

  /** This without a language model, so that its settings do not matter. */
  public Configuration withVectorsAlone() {
    String origin = "a command on the vectors alone";
    return with(Setting.EXTRACTOR, Setting.EXTRACTOR.fallback(), origin)
        .with(Setting.LLM, Setting.LLM.fallback(), origin)
        .with(Setting.PROMPTS, Setting.PROMPTS.fallback(), origin)
        .with(Setting.RERANKER, Setting.RERANKER.fallback(), origin);
  }

  /** On whose behalf calls run. */
  public UserScope scope() {
    return new UserScope(new UserId(text(Setting.USER)), yes(Setting.ADMIN));
  }

  private boolean yes(Setting setting) {
    return switch (text(setting).strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidInputException(
              value(setting).name(), text(setting), "use true or false");
    };
  }

  /** The folder that holds everything. */
  public Path data() {
    return path(Setting.DATA);
  }

  /** The folder for what can be made again, shared by all data folders of a user. */
  public Path scratch() {
    return path(Setting.SCRATCH);
  }

  /** The value's text; empty for none. */
  public String text(Setting setting) {
    return value(setting).text();
  }

  /** The value's text, unless it is blank. */
  public Optional<String> optional(Setting setting) {
    return Optional.of(text(setting)).filter(text -> !text.isBlank());
  }

  /** The value's text, which must be given. */
  public String required(Setting setting, String remedy) {
    return optional(setting)
        .orElseThrow(() -> InvalidInputException.missing(value(setting).name(), remedy));
  }

  /** One of a closed list of names. */
  public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    String text = text(setting);
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    int index = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      String rule =
          "use " + String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
      throw new InvalidInputException(value(setting).name(), text, rule);
    }
    return type.getEnumConstants()[index];
  }

  /** A whole number. */
  public int number(Setting setting) {
    try {
      return Integer.parseInt(text(setting).strip());
    } catch (NumberFormatException e) {
      throw new InvalidInputException(value(setting).name(), text(setting), "use a whole number");
    }
  }

  /** A number and a unit, such as 24h. */
  public Optional<Duration> duration(Setting setting) {
    return optional(setting).map(text -> parse(setting, text));
  }

  /** A URI. */
  public URI uri(Setting setting) {
    try {
      return new URI(text(setting).strip());
    } catch (URISyntaxException e) {
      throw new InvalidInputException(
          value(setting).name(), shown(setting), "use a URI such as " + setting.fallback());
    }
  }

  /** A file's path. */
  public Optional<Path> file(Setting setting) {
    try {
      return optional(setting).map(text -> Path.of(text.strip()).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new InvalidInputException(value(setting).name(), text(setting), "use a file's path");
    }
  }

  /** What a file holds, where one is named. */
  public Optional<String> content(Setting setting) {
    if (optional(setting).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(text(setting).strip())));
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(value(setting).name(), text(setting), "write it in UTF-8");
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInputException(
          value(setting).name(), text(setting), "name a file that exists and can be read");
    }
  }

  /** A folder, which must be given. */
  public Path path(Setting setting) {
    String folder =
        required(setting, "this user has no home folder; set HOME or " + setting.variable());
    try {
      return Path.of(folder).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new InvalidInputException(value(setting).name(), text(setting), "use a folder's path");
    }
  }

  private Duration parse(Setting setting, String text) {
    Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      try {
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        if (unit != null) {
          return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
        }
        if (amount == 0) {
          return Duration.ZERO;
        }
      } catch (NumberFormatException | ArithmeticException e) {
        // Told below, like any other text that is no duration.
      }
    }
    throw new InvalidInputException(
        value(setting).name(), text, "use a number and a unit: 500ms, 30s, 10m, 24h or 7d");
  }
}
