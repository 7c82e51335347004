package dev.mnemo.application;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What models cost. As a text: one model a line, {@code name, dollars per million tokens sent,
 * dollars per million tokens received}; blank lines and those that begin with # are skipped.
 */
public final class PriceTable {

  /** No model has a known price. */
  public static final PriceTable EMPTY = new PriceTable(Map.of());

  private static final String BUILT_IN = "prices.csv";
  private static final String FORM =
      "write 'model, dollars per million tokens sent, dollars per million tokens received'";
  private static final int COLUMNS = 3;
  private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
  private static final int MILLION_DIGITS = 6;
  // What the stores keep of a cost.
  private static final int COST_DIGITS = 12;

  // Another version of a model: gpt-4o-2024-08-06, claude-sonnet-4-5-20250929, gpt-4-0613,
  // gemini-2.5-pro-001, claude-3-5-haiku-latest. Not another model: gpt-4o-mini, gpt-4-32k.
  private static final Pattern VERSION =
      Pattern.compile("(?<=.)[-@](\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{3,4}|latest)$");

  // An embedding model, and what it is shown before each text: e5-base-v2 [passage:].
  private static final Pattern PREFIX = Pattern.compile("(?<=.) \\[.*\\]$");

  private final Map<String, Price> prices;

  private PriceTable(Map<String, Price> prices) {
    this.prices = Map.copyOf(prices);
  }

  /** US dollars per million tokens. */
  public record Price(BigDecimal sent, BigDecimal received) {
    public Price {
      Require.present("price of tokens sent", sent);
      Require.present("price of tokens received", received);
    }

    private BigDecimal of(Usage usage) {
      return sent.multiply(BigDecimal.valueOf(usage.tokensIn()))
          .add(received.multiply(BigDecimal.valueOf(usage.tokensOut())))
          .movePointLeft(MILLION_DIGITS)
          .setScale(COST_DIGITS, RoundingMode.HALF_UP);
    }
  }

  /** The list prices that come with mnemo, of the date that {@code prices.csv} tells. */
  public static PriceTable builtIn() {
    try (InputStream text = PriceTable.class.getResourceAsStream(BUILT_IN)) {
      if (text == null) {
        throw new IllegalStateException(
            BUILT_IN + " is missing beside " + PriceTable.class.getName() + "; rebuild the jar");
      }
      return parse(BUILT_IN, new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BUILT_IN, e);
    }
  }

  /**
   * Reads a table.
   *
   * @param origin names the text in errors, such as a file's path
   * @throws InvalidInputException if a line is wrong; it names the line, what it says and why
   */
  public static PriceTable parse(String origin, String text) {
    Map<String, Price> prices = new HashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String place = "line %d of %s".formatted(i + 1, origin);
      String[] columns = line.split(",", -1);
      if (columns.length != COLUMNS || columns[0].isBlank()) {
        throw new InvalidInputException(place, line, FORM);
      }
      String model = columns[0].strip();
      Price price = new Price(dollars(place, line, columns[1]), dollars(place, line, columns[2]));
      if (prices.put(model, price) != null) {
        throw new InvalidInputException(
            place, line, "remove one of the lines of the model '%s'".formatted(model));
      }
    }
    return new PriceTable(prices);
  }

  /** This table, with the other's prices where it has any. */
  public PriceTable overriddenBy(PriceTable other) {
    Map<String, Price> all = new HashMap<>(prices);
    all.putAll(other.prices);
    return new PriceTable(all);
  }

  /**
   * The price of the model of exactly that name, or else of the model that it is a version of; a
   * prefix in brackets behind it makes no other model.
   */
  public Optional<Price> of(String model) {
    return exact(model)
        .or(() -> exact(without(VERSION, model)))
        .or(() -> exact(without(PREFIX, model)))
        .or(() -> exact(without(VERSION, without(PREFIX, model))));
  }

  private Optional<Price> exact(String model) {
    return Optional.ofNullable(prices.get(model));
  }

  private static String without(Pattern end, String model) {
    return end.matcher(model).replaceFirst("");
  }

  /** The usage with its cost: the one it says, or the tokens' price where that is known. */
  public Usage priced(String model, Usage usage) {
    return usage.costUsd().isPresent()
        ? usage
        : new Usage(
            usage.tokensIn(),
            usage.tokensOut(),
            of(model).map(price -> price.of(usage)),
            usage.estimated());
  }

  private static BigDecimal dollars(String place, String line, String text) {
    try {
      BigDecimal dollars = new BigDecimal(text.strip());
      // The second bound keeps a hostile exponent from being written out.
      if (dollars.signum() >= 0
          && dollars.compareTo(DEAREST) <= 0
          && Math.abs((long) dollars.scale()) <= COST_DIGITS) {
        return dollars;
      }
    } catch (NumberFormatException e) {
      // Told below, like any other text that is no price.
    }
    throw new InvalidInputException(
        place,
        line,
        "write '%s' as dollars from 0 to %s, such as 2.50".formatted(text.strip(), DEAREST));
  }
}
