package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The facts that tell one subject's values of one slot, of which one holds at a time. Which of them
 * ends which depends on them alone, never on the order in which they became known.
 *
 * @param statements in any order
 */
public record Timeline(List<Statement> statements) {

  private static final Comparator<Statement> BY_TIME =
      Comparator.comparing(Statement::since).thenComparing(one -> one.fact().value());

  /**
   * A fact of the timeline.
   *
   * @param since from when on it holds: as its text says, else the time of the earliest document
   *     that states it
   * @param audiences who may see it, by any names; empty for everybody
   */
  public record Statement(
      FactId fact, NodeId object, boolean negated, Instant since, Set<String> audiences) {
    public Statement {
      Require.present("fact id", fact);
      Require.present("object", object);
      Require.present("since", since);
      audiences = Set.copyOf(Require.present("audiences", audiences));
    }

    private boolean isPublic() {
      return audiences.isEmpty();
    }

    // What says the opposite of a denial is only the same thing affirmed.
    private boolean contradicts(Statement earlier) {
      boolean same = object.equals(earlier.object);
      if (negated == earlier.negated) {
        return !negated && !same;
      }
      return same;
    }
  }

  /** That one fact stops to hold, at the time from which on another does. */
  public record Ending(FactId ended, FactId by, Instant at) {
    public Ending {
      Require.present("ended fact", ended);
      Require.present("ending fact", by);
      Require.present("at", at);
    }
  }

  public Timeline {
    statements = List.copyOf(Require.present("statements", statements));
  }

  /**
   * Each fact is ended by the next one that contradicts it: one that affirms another object, or the
   * same object the other way round. Those of one instant do not end each other. Where not
   * everybody sees that next one, those after it end the fact too, up to one that everybody sees;
   * for a reader counts the earliest of those that he sees.
   *
   * @return by the times of the ended and then the ending
   */
  public List<Ending> endings() {
    List<Statement> ordered = statements.stream().sorted(BY_TIME).toList();
    List<Ending> endings = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      addEndings(ordered.get(i), ordered.subList(i + 1, ordered.size()), endings);
    }
    return List.copyOf(endings);
  }

  private static void addEndings(Statement ended, List<Statement> later, List<Ending> endings) {
    Set<String> told = new HashSet<>();
    for (Statement by : later) {
      if (by.since().isAfter(ended.since())
          && by.contradicts(ended)
          && (by.isPublic() || tellsMore(by, ended, told))) {
        endings.add(new Ending(ended.fact(), by.fact(), by.since()));
        told.addAll(by.audiences());
        if (by.isPublic() || (!ended.isPublic() && told.containsAll(ended.audiences()))) {
          return;
        }
      }
    }
  }

  private static boolean tellsMore(Statement by, Statement ended, Set<String> told) {
    return by.audiences().stream()
        .filter(audience -> !told.contains(audience))
        .anyMatch(audience -> ended.isPublic() || ended.audiences().contains(audience));
  }
}
