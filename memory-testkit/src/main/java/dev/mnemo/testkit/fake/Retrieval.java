package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scores evidence for one question: the best by words, the best by vector, and facts about the
 * entities that the words name, each once.
 */
final class Retrieval {

  private final RetrievalQuery query;
  private final List<Set<String>> phrasings;
  private final Set<String> speakers;

  Retrieval(RetrievalQuery query) {
    this.query = query;
    this.phrasings =
        query.phrasings().stream().<Set<String>>map(text -> new HashSet<>(Words.of(text))).toList();
    this.speakers =
        query.speakers().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }

  /**
   * The best of one kind.
   *
   * @param named the entities that the words name best
   */
  List<Candidate> best(Map<Findable, Optional<Embedding>> all, Set<NodeId> named) {
    Map<Findable, Double> byWords = top(wordScores(all.keySet()));
    Map<Findable, Double> byVector = top(vectorScores(all));
    Set<Findable> found = new LinkedHashSet<>(byWords.keySet());
    found.addAll(byVector.keySet());
    all.keySet().stream()
        .filter(one -> one.evidence().kind() == Evidence.Kind.FACT)
        .filter(one -> !Collections.disjoint(one.candidate().entities(), named))
        .limit(query.limit())
        .forEach(found::add);
    return found.stream()
        .map(
            one ->
                one.candidate()
                    .scored(byWords.getOrDefault(one, 0.0), byVector.getOrDefault(one, 0.0)))
        .toList();
  }

  /** The entities that the words name best; none where no facts about them are asked for. */
  Set<NodeId> centres(Set<Findable> entities) {
    Map<Findable, Double> scores = query.wantsFactsAround() ? wordScores(entities) : Map.of();
    return scores.entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .sorted(
            Map.Entry.<Findable, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(one -> one.getKey().evidence().id()))
        .limit(RetrievalQuery.CENTRES)
        .flatMap(one -> one.getKey().candidate().entities().stream())
        .collect(Collectors.toSet());
  }

  private Map<Findable, Double> wordScores(Set<Findable> all) {
    Map<String, Integer> frequency = new HashMap<>();
    all.forEach(
        one -> new HashSet<>(one.words()).forEach(word -> frequency.merge(word, 1, Integer::sum)));
    Map<Findable, Double> scores = new HashMap<>();
    for (Findable one : all) {
      phrasings.stream()
          .mapToDouble(wanted -> score(wanted, one, frequency, all.size()))
          .max()
          .ifPresent(score -> scores.put(one, score));
    }
    return scores;
  }

  // What those say who are named is asked for, not where they are named.
  private double score(
      Set<String> wanted, Findable one, Map<String, Integer> frequency, int total) {
    Set<String> said = new HashSet<>(wanted);
    Set<String> names = new HashSet<>(wanted);
    if (one.evidence().kind() == Evidence.Kind.CHUNK) {
      said.removeAll(speakers);
      names.retainAll(speakers);
    }
    return score(said, one.words(), frequency, total)
        + score(said, one.before(), frequency, total) / 2
        + score(names, one.speaker(), frequency, total);
  }

  /** BM25 without the length of the text. */
  private static double score(
      Set<String> wanted, List<String> words, Map<String, Integer> frequency, int total) {
    Map<String, Integer> counts = new HashMap<>();
    words.forEach(word -> counts.merge(word, 1, Integer::sum));
    double score = 0;
    for (Map.Entry<String, Integer> one : counts.entrySet()) {
      if (wanted.contains(one.getKey())) {
        double count = one.getValue();
        double rarity = Math.log(1 + total / (double) frequency.getOrDefault(one.getKey(), 1));
        score += rarity * count * 2.2 / (count + 1.2);
      }
    }
    return score;
  }

  private Map<Findable, Double> vectorScores(Map<Findable, Optional<Embedding>> all) {
    Map<Findable, Double> scores = new HashMap<>();
    query
        .embedding()
        .ifPresent(
            question ->
                all.forEach(
                    (one, embedding) ->
                        embedding.ifPresent(
                            its ->
                                scores.put(
                                    one, Math.clamp((1 + cosine(question, its)) / 2, 0, 1)))));
    return scores;
  }

  private Map<Findable, Double> top(Map<Findable, Double> scores) {
    Map<Findable, Double> best = new HashMap<>();
    scores.entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .sorted(
            Map.Entry.<Findable, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(one -> one.getKey().evidence().id()))
        .limit(query.limit())
        .forEach(one -> best.put(one.getKey(), one.getValue()));
    return best;
  }

  private static double cosine(Embedding one, Embedding other) {
    float[] a = one.vector();
    float[] b = other.vector();
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return dot / Math.sqrt(squaresA * squaresB);
  }
}
