package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What was asked and found.
 *
 * @param time which the question is about, as far as its words and what was found tell
 * @param all of every kind
 * @param some those of one kind
 * @param stems of what each candidate says
 */
record Pool(
    Asked asked,
    AskedTime time,
    List<Candidate> all,
    List<Candidate> some,
    Map<EvidenceId, Set<String>> stems) {

  /**
   * @param now when it is asked
   */
  static Pool of(RetrievalQuery query, List<Candidate> all, Instant now) {
    Map<EvidenceId, Set<String>> stems =
        all.stream()
            .collect(Collectors.toMap(Candidate::id, one -> Set.copyOf(Stems.of(one.text()))));
    // Where no turn is looked for, a name tells only what a fact says.
    Set<String> speakers =
        query.kinds().contains(Evidence.Kind.CHUNK) ? query.speakers() : Set.of();
    Asked asked = Asked.of(query.phrasings(), speakers, now);
    Pool pool = new Pool(asked, asked.time(), all, all, stems);
    return asked
        .event()
        .flatMap(event -> event.time(pool))
        .map(then -> TimeWords.meant(then, query.phrasings().getFirst()))
        .map(pool::at)
        .orElse(pool);
  }

  Pool of(List<Candidate> kind) {
    return new Pool(asked, time, all, kind, stems);
  }

  private Pool at(AskedTime known) {
    return new Pool(asked, known, all, some, stems);
  }

  /** The stems of what one of {@code some} says. */
  Set<String> stems(Candidate one) {
    return stems.getOrDefault(one.id(), Set.of());
  }

  /** How rare the words that were asked for are among {@code some}. */
  Rarity rarity() {
    return Rarity.of(asked.stems(), some.stream().map(this::stems).toList());
  }

  /** The full-text score between nothing (0) and the best of the kind (1). */
  ToDoubleFunction<Candidate> byWords() {
    return scaled(Candidate::textScore, 0);
  }

  /**
   * The similarity between the least found (0) and the best of the kind (1): models use a narrow
   * part of the scale, so that its plain value tells little.
   */
  ToDoubleFunction<Candidate> byVector() {
    double least =
        some.stream().mapToDouble(Candidate::vectorScore).filter(s -> s > 0).min().orElse(0);
    return scaled(Candidate::vectorScore, least);
  }

  /** What words and vector say together, 0 to 1. */
  ToDoubleFunction<Candidate> found() {
    ToDoubleFunction<Candidate> words = byWords();
    ToDoubleFunction<Candidate> vector = byVector();
    return one -> (words.applyAsDouble(one) + vector.applyAsDouble(one)) / 2;
  }

  // Min-max normalisation; 0 means that it was not found that way.
  private ToDoubleFunction<Candidate> scaled(ToDoubleFunction<Candidate> score, double least) {
    double best = some.stream().mapToDouble(score).max().orElse(0);
    return candidate -> {
      double value = score.applyAsDouble(candidate);
      if (value <= 0) {
        return 0;
      }
      return best > least ? (value - least) / (best - least) : 1;
    };
  }
}
