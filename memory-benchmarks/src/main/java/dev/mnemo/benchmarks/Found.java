package dev.mnemo.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How well turns were found, means over questions. The gain is binary, the ideal order of nDCG has
 * min(evidence, 10) turns first; a unit of several turns counts as these, in their order.
 */
record Found(
    int questions,
    double recall5,
    double recall10,
    double recall20,
    double hit10,
    double mrr,
    double ndcg10) {

  /** Of one question. */
  static Found of(Set<String> evidence, List<String> ranked) {
    List<String> once = List.copyOf(new LinkedHashSet<>(ranked));
    double first = 0;
    double gain = 0;
    for (int i = 0; i < once.size(); i++) {
      if (evidence.contains(once.get(i))) {
        first = first == 0 ? 1.0 / (i + 1) : first;
        gain += i < 10 ? discount(i) : 0;
      }
    }
    double ideal = 0;
    for (int i = 0; i < Math.min(evidence.size(), 10); i++) {
      ideal += discount(i);
    }
    return new Found(
        1,
        recall(evidence, once, 5),
        recall(evidence, once, 10),
        recall(evidence, once, 20),
        recall(evidence, once, 10) > 0 ? 1 : 0,
        first,
        gain / ideal);
  }

  private static double discount(int place) {
    return Math.log(2) / Math.log(place + 2.0);
  }

  private static double recall(Set<String> evidence, List<String> ranked, int k) {
    return ranked.stream().limit(k).filter(evidence::contains).count() / (double) evidence.size();
  }

  static Found mean(List<Found> all) {
    return new Found(
        all.size(),
        all.stream().mapToDouble(Found::recall5).average().orElse(0),
        all.stream().mapToDouble(Found::recall10).average().orElse(0),
        all.stream().mapToDouble(Found::recall20).average().orElse(0),
        all.stream().mapToDouble(Found::hit10).average().orElse(0),
        all.stream().mapToDouble(Found::mrr).average().orElse(0),
        all.stream().mapToDouble(Found::ndcg10).average().orElse(0));
  }

  /** One line for each category and one for all. */
  static List<String> table(Map<Conversations.Question, Found> all) {
    Map<String, List<Found>> categories =
        all.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.getKey().category(),
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-12s %5s %7s %7s %7s %7s %7s %7s"
            .formatted("category", "n", "R@5", "R@10", "R@20", "hit@10", "MRR", "nDCG@10"));
    categories.forEach((name, some) -> lines.add(mean(some).line(name)));
    lines.add(mean(List.copyOf(all.values())).line("all"));
    return lines;
  }

  String line(String name) {
    return "%-12s %5d %7.3f %7.3f %7.3f %7.3f %7.3f %7.3f"
        .formatted(name, questions, recall5, recall10, recall20, hit10, mrr, ndcg10);
  }
}
