package dev.mnemo.application;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How much each signal of the ranking counts, by its name; a signal that is not named counts
 * nothing. docs/retrieval.md tells what the signals are, and the command that fits these.
 */
public record RankingWeights(Map<String, Double> bySignal) {

  private static final String BUILT_IN = "ranking-weights.properties";

  public RankingWeights {
    bySignal = Map.copyOf(Require.present("ranking weights", bySignal));
    bySignal.forEach(
        (signal, weight) -> {
          if (!Double.isFinite(weight)) {
            throw new InvalidInputException("weight of " + signal, weight, "use a finite number");
          }
        });
  }

  /** The fitted ones that come with the program. */
  public static RankingWeights builtIn() {
    try (InputStream in = RankingWeights.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is missing from the program");
      }
      Properties read = new Properties();
      read.load(in);
      Map<String, Double> weights = new HashMap<>();
      read.forEach((name, value) -> weights.put(name.toString(), Double.valueOf(value.toString())));
      return new RankingWeights(weights);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This with another weight of one signal. */
  public RankingWeights with(String signal, double weight) {
    Map<String, Double> others = new HashMap<>(bySignal);
    others.put(signal, weight);
    return new RankingWeights(others);
  }

  /** That of a signal; 0 where it is not named. */
  public double of(String signal) {
    return bySignal.getOrDefault(signal, 0.0);
  }
}
