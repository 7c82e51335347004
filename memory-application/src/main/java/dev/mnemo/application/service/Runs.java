package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Candidate.Setting;
import dev.mnemo.domain.model.graph.DatasetId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds chunks that follow each other in a conversation, or in a document. */
final class Runs {

  private static final Comparator<Candidate> IN_READING_ORDER =
      Comparator.<Candidate, String>comparing(one -> one.id().dataset().value())
          .thenComparing(one -> at(one).whole())
          .thenComparing(one -> at(one).sequence())
          .thenComparing(one -> at(one).position());

  private Runs() {}

  /** A conversation, or a document; {@code whole} alone is not unique over datasets. */
  record Whole(DatasetId dataset, String whole) {

    static Whole of(Candidate one) {
      return new Whole(one.id().dataset(), one.setting().map(Setting::whole).orElse(""));
    }
  }

  /** Those that stand somewhere, in lists without a gap. */
  static List<List<Candidate>> of(List<Candidate> candidates) {
    List<List<Candidate>> runs = new ArrayList<>();
    candidates.stream()
        .filter(one -> one.setting().isPresent())
        .sorted(IN_READING_ORDER)
        .forEach(
            one -> {
              if (runs.isEmpty() || !follows(runs.getLast().getLast(), one)) {
                runs.add(new ArrayList<>());
              }
              runs.getLast().add(one);
            });
    return runs;
  }

  private static boolean follows(Candidate one, Candidate next) {
    Setting first = at(one);
    Setting second = at(next);
    boolean inEntry =
        first.sequence() == second.sequence() && first.position() + 1 == second.position();
    boolean inNext = first.sequence() + 1 == second.sequence() && second.position() == 0;
    return Whole.of(one).equals(Whole.of(next)) && (inEntry || inNext);
  }

  private static Setting at(Candidate one) {
    return one.setting().orElseThrow();
  }
}
