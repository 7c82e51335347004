package dev.mnemo.benchmarks;

import dev.mnemo.application.RankingWeights;
import dev.mnemo.benchmarks.Conversations.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Fits the weights of the ranking, with embeddings and without at once, so that the softmax of the
 * scores is near the evidence: listwise learning to rank (ListNet, Cao et al. 2007), which is
 * convex, by gradient descent with momentum. Each conversation is judged by weights that were
 * fitted on the others.
 */
final class RecallFit {

  private static final int ROUNDS = 1_000;
  private static final double RATE = 0.5;
  private static final double MOMENTUM = 0.9;
  private static final double SHRINKING = 0.001;

  /** A turn that was found, and what each signal says of it. */
  record Signalled(String turn, Map<String, Double> values) {}

  /** What was found for a question in one way. */
  record Asked(Question question, List<Signalled> found) {}

  /**
   * What was found for a question, as numbers.
   *
   * @param values by candidate and signal
   * @param size how many candidates are evidence
   */
  private record Sample(double[][] values, boolean[] evidence, int size) {}

  private final List<String> conversations;
  private final List<List<Asked>> ways;
  private final List<String> signals;

  /**
   * @param ways with embeddings, and without
   */
  RecallFit(List<String> conversations, List<List<Asked>> ways) {
    this.conversations = conversations;
    this.ways = ways;
    // What turns alone never have, such as when a fact holds, cannot be fitted on them.
    this.signals =
        ways.stream()
            .flatMap(List::stream)
            .flatMap(one -> one.found().stream())
            .flatMap(one -> one.values().keySet().stream())
            .distinct()
            .sorted()
            .toList();
  }

  void run() {
    List<List<Found>> held = List.of(new ArrayList<>(), new ArrayList<>());
    for (String left : conversations) {
      RankingWeights fitted = fitted(question -> !question.conversation().equals(left));
      for (int way = 0; way < ways.size(); way++) {
        held.get(way).addAll(found(ways.get(way), fitted, one -> one.conversation().equals(left)));
      }
    }
    Output.line("%s", Found.mean(held.get(0)).line("held out"));
    Output.line("%s", Found.mean(held.get(1)).line("no vectors"));
    RankingWeights all = fitted(question -> true);
    for (List<Asked> way : ways) {
      Output.line("%s", Found.mean(found(way, all, one -> true)).line("fitted"));
    }
    all.bySignal().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> Output.line("%s = %.3f", one.getKey(), one.getValue()));
  }

  private RankingWeights fitted(Predicate<Question> of) {
    List<Sample> samples =
        ways.stream()
            .flatMap(List::stream)
            .filter(one -> of.test(one.question()))
            .flatMap(one -> sample(one).stream())
            .toList();
    double[] weights = new double[signals.size()];
    double[] speed = new double[signals.size()];
    for (int round = 0; round < ROUNDS; round++) {
      double[] gradient = gradient(samples, weights);
      for (int i = 0; i < weights.length; i++) {
        speed[i] = MOMENTUM * speed[i] - RATE * gradient[i];
        weights[i] += speed[i];
      }
    }
    return asLargeAsBuiltIn(weights);
  }

  // One without evidence among what was found teaches nothing.
  private Optional<Sample> sample(Asked asked) {
    boolean[] evidence = new boolean[asked.found().size()];
    double[][] values = new double[asked.found().size()][signals.size()];
    int size = 0;
    for (int i = 0; i < evidence.length; i++) {
      Signalled one = asked.found().get(i);
      evidence[i] = asked.question().evidence().contains(one.turn());
      size += evidence[i] ? 1 : 0;
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] = one.values().getOrDefault(signals.get(j), 0.0);
      }
    }
    return size == 0 ? Optional.empty() : Optional.of(new Sample(values, evidence, size));
  }

  // Of the mean cross entropy between the evidence, each piece alike, and the softmax of the
  // scores; what is of little use is kept small.
  private static double[] gradient(List<Sample> samples, double[] weights) {
    double[] gradient = new double[weights.length];
    for (Sample one : samples) {
      double[] expected = softmax(one.values(), weights);
      for (int i = 0; i < expected.length; i++) {
        double wanted = one.evidence()[i] ? 1.0 / one.size() : 0;
        for (int j = 0; j < weights.length; j++) {
          gradient[j] += (expected[i] - wanted) * one.values()[i][j] / samples.size();
        }
      }
    }
    for (int j = 0; j < weights.length; j++) {
      gradient[j] += SHRINKING * weights[j];
    }
    return gradient;
  }

  private static double[] softmax(double[][] values, double[] weights) {
    double[] shares = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double score = 0;
      for (int j = 0; j < weights.length; j++) {
        score += weights[j] * values[i][j];
      }
      shares[i] = Math.exp(score);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  // Only what they are to each other counts; those that are set by hand keep their meaning.
  private RankingWeights asLargeAsBuiltIn(double[] weights) {
    RankingWeights result = RankingWeights.builtIn();
    double wanted = 0;
    double size = 0;
    for (int i = 0; i < weights.length; i++) {
      wanted += Math.abs(result.of(signals.get(i)));
      size += Math.abs(weights[i]);
    }
    for (int i = 0; i < weights.length; i++) {
      result = result.with(signals.get(i), weights[i] * wanted / size);
    }
    return result;
  }

  private static List<Found> found(
      List<Asked> way, RankingWeights weights, Predicate<Question> of) {
    return way.parallelStream()
        .filter(one -> of.test(one.question()))
        .map(one -> Found.of(one.question().evidence(), ranked(one.found(), weights)))
        .toList();
  }

  private static List<String> ranked(List<Signalled> found, RankingWeights weights) {
    record Scored(String turn, double score) {}
    return found.stream()
        .map(one -> new Scored(one.turn(), score(one, weights)))
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .limit(20)
        .map(Scored::turn)
        .toList();
  }

  private static double score(Signalled one, RankingWeights weights) {
    double sum = 0;
    for (Map.Entry<String, Double> signal : one.values().entrySet()) {
      sum += weights.of(signal.getKey()) * signal.getValue();
    }
    return sum;
  }
}
