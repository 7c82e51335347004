package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Scores evidence for one question: the best by words and the best by vector, each once. */
final class Retrieval {

  private final RetrievalQuery query;
  private final List<Set<String>> phrasings;

  Retrieval(RetrievalQuery query) {
    this.query = query;
    this.phrasings =
        query.phrasings().stream().<Set<String>>map(text -> new HashSet<>(Words.of(text))).toList();
  }

  List<Candidate> best(Map<Evidence, Optional<Embedding>> evidence) {
    Map<Evidence, Double> byWords = top(wordScores(evidence));
    Map<Evidence, Double> byVector = top(vectorScores(evidence));
    Set<Evidence> found = new LinkedHashSet<>(byWords.keySet());
    found.addAll(byVector.keySet());
    return found.stream()
        .map(
            one ->
                new Candidate(one, byWords.getOrDefault(one, 0.0), byVector.getOrDefault(one, 0.0)))
        .toList();
  }

  private Map<Evidence, Double> wordScores(Map<Evidence, Optional<Embedding>> evidence) {
    Map<Evidence, List<String>> words = new HashMap<>();
    Map<String, Integer> frequency = new HashMap<>();
    for (Evidence one : evidence.keySet()) {
      List<String> its = Words.of(indexed(one));
      words.put(one, its);
      new HashSet<>(its).forEach(word -> frequency.merge(word, 1, Integer::sum));
    }
    Map<Evidence, Double> scores = new HashMap<>();
    words.forEach(
        (one, its) ->
            phrasings.stream()
                .mapToDouble(wanted -> score(wanted, its, frequency, evidence.size()))
                .max()
                .ifPresent(score -> scores.put(one, score)));
    return scores;
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

  private Map<Evidence, Double> vectorScores(Map<Evidence, Optional<Embedding>> evidence) {
    Map<Evidence, Double> scores = new HashMap<>();
    query
        .embedding()
        .ifPresent(
            question ->
                evidence.forEach(
                    (one, embedding) ->
                        embedding.ifPresent(
                            its -> scores.put(one, (1 + cosine(question, its)) / 2))));
    return scores;
  }

  private Map<Evidence, Double> top(Map<Evidence, Double> scores) {
    Map<Evidence, Double> best = new HashMap<>();
    scores.entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .sorted(
            Map.Entry.<Evidence, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(one -> one.getKey().id()))
        .limit(query.limit())
        .forEach(one -> best.put(one.getKey(), one.getValue()));
    return best;
  }

  private static String indexed(Evidence evidence) {
    return switch (evidence) {
      case Evidence.OfEntity of -> of.entity().name() + ' ' + of.entity().description();
      case Evidence.OfChunk chunk -> chunk.text();
      case Evidence.OfFact fact -> fact.text();
      case Evidence.OfSummary summary -> summary.text();
    };
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
