package dev.mnemo.benchmarks;

import dev.mnemo.benchmarks.Conversations.Question;
import dev.mnemo.benchmarks.Conversations.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How much of what answers is in a context of so many words, by what is put there beside the turns
 * that were found: whole turns alone, the best first, until one does not fit.
 */
final class ContextFound {

  private static final int[] BUDGETS = {200, 500, 1_000, 2_000};

  private final Map<String, List<Turn>> turns;
  private final Map<String, Map<String, Integer>> places = new HashMap<>();

  ContextFound(Map<String, List<Turn>> turns) {
    this.turns = turns;
    turns.forEach(
        (conversation, said) -> {
          Map<String, Integer> at = new HashMap<>();
          for (int i = 0; i < said.size(); i++) {
            at.put(said.get(i).id(), i);
          }
          places.put(conversation, at);
        });
  }

  /**
   * What comes with a found turn.
   *
   * @param previous whether the turn before does, by what that says
   * @param next whether the turn after does
   */
  private record Rule(String name, Predicate<Turn> previous, boolean next) {}

  private static final Predicate<Turn> ALL = turn -> true;
  private static final Predicate<Turn> NONE = turn -> false;
  private static final Predicate<Turn> ASKING = turn -> turn.text().contains("?");

  private static final List<Rule> RULES =
      List.of(
          new Rule("found turns alone", NONE, false),
          new Rule("and a question before", ASKING, false),
          new Rule("and the one before", ALL, false),
          new Rule("and the one after", NONE, true),
          new Rule("and both", ALL, true));

  /** One line for each rule: the mean share of the turns that answer, by the number of words. */
  List<String> table(Map<Question, List<String>> ranked) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("%-24s".formatted("context of words"));
    for (int budget : BUDGETS) {
      head.append("%8d".formatted(budget));
    }
    lines.add(head.toString());
    for (Rule rule : RULES) {
      StringBuilder line = new StringBuilder("%-24s".formatted(rule.name()));
      for (int budget : BUDGETS) {
        double recall =
            ranked.entrySet().stream()
                .mapToDouble(one -> recall(one.getKey(), one.getValue(), rule, budget))
                .average()
                .orElse(0);
        line.append("%8.3f".formatted(recall));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private double recall(Question question, List<String> ranked, Rule rule, int budget) {
    Set<String> context = context(question.conversation(), ranked, rule, budget);
    return question.evidence().stream().filter(context::contains).count()
        / (double) question.evidence().size();
  }

  private Set<String> context(String conversation, List<String> ranked, Rule rule, int budget) {
    Set<String> context = new LinkedHashSet<>();
    int words = 0;
    for (String found : new LinkedHashSet<>(ranked)) {
      List<Turn> together = together(conversation, found, rule);
      int more =
          together.stream()
              .filter(turn -> !context.contains(turn.id()))
              .mapToInt(ContextFound::words)
              .sum();
      if (words + more > budget) {
        break;
      }
      words += more;
      together.forEach(turn -> context.add(turn.id()));
    }
    return context;
  }

  private List<Turn> together(String conversation, String found, Rule rule) {
    List<Turn> said = turns.getOrDefault(conversation, List.of());
    int at = places.getOrDefault(conversation, Map.of()).getOrDefault(found, 0);
    List<Turn> together = new ArrayList<>();
    if (at > 0 && sameSession(said, at, at - 1) && rule.previous().test(said.get(at - 1))) {
      together.add(said.get(at - 1));
    }
    together.add(said.get(at));
    if (rule.next() && at + 1 < said.size() && sameSession(said, at, at + 1)) {
      together.add(said.get(at + 1));
    }
    return together;
  }

  private static boolean sameSession(List<Turn> said, int one, int other) {
    return said.get(one).session() == said.get(other).session();
  }

  private static int words(Turn turn) {
    return turn.said().strip().split("\\s+").length;
  }
}
