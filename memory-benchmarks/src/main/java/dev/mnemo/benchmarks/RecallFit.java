package dev.mnemo.benchmarks;

import dev.mnemo.application.RankingWeights;
import dev.mnemo.benchmarks.Conversations.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fits the weights of the ranking by coordinate ascent on nDCG@10 and recall@10, with embeddings
 * and without: each weight in turn is moved as long as that helps, in smaller and smaller steps.
 * Each conversation is judged by weights that were fitted on the others.
 */
final class RecallFit {

  private static final double[] STEPS = {0.1, 0.04, 0.015};
  private static final int ROUNDS = 6;

  /** A turn that was found, and what each signal says of it. */
  record Signalled(String turn, Map<String, Double> values) {}

  /** What was found for a question in one way. */
  record Asked(Question question, List<Signalled> found) {}

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
    RankingWeights best = RankingWeights.builtIn();
    double value = value(best, of);
    for (double step : STEPS) {
      boolean moved = true;
      for (int round = 0; moved && round < ROUNDS; round++) {
        moved = false;
        for (String signal : signals) {
          for (double by : new double[] {step, -step}) {
            RankingWeights next = best.with(signal, best.of(signal) + by);
            double its = value(next, of);
            if (its > value + 1e-5) {
              best = next;
              value = its;
              moved = true;
              break;
            }
          }
        }
      }
    }
    return best;
  }

  // What is of little use is kept small.
  private double value(RankingWeights weights, Predicate<Question> of) {
    double sum = 0;
    for (List<Asked> way : ways) {
      Found mean = Found.mean(found(way, weights, of));
      sum += mean.ndcg10() + mean.recall10();
    }
    double size = weights.bySignal().values().stream().mapToDouble(Math::abs).sum();
    return sum - 0.004 * size;
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
