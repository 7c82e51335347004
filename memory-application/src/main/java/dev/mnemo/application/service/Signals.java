package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Candidate.Setting;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Spoken;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All signals. To add one, write a function from the pool to a value between 0 and 1, list it here,
 * and give it a weight; docs/retrieval.md shows an example.
 */
final class Signals {

  static final List<Signal> ALL =
      List.of(
          new Signal("text", Pool::byWords),
          new Signal("vector", Pool::byVector),
          new Signal("near", Signals::near),
          new Signal("said", Signals::said),
          new Signal("around", Signals::around),
          new Signal("answered", Signals::answered),
          new Signal("whole", Signals::whole),
          new Signal("neighbours", Signals::neighbours),
          new Signal("speaker", Signals::speaker),
          new Signal("date", Signals::date),
          new Signal("elsewhen", Signals::elsewhen),
          new Signal("when", Signals::when),
          new Signal("question", Signals::question),
          new Signal("length", Signals::length));

  /** How many of a conversation's best turns speak for the others. */
  private static final int BEST_OF_WHOLE = 3;

  /** How many turns before and after a turn are read with it. */
  private static final int AROUND = 2;

  private static final Pattern TIME =
      Pattern.compile(
          "\\b(\\d{1,4}(st|nd|rd|th)?|yesterday|today|tonight|tomorrow|ago|(last|next|this|past)"
              + " (night|week|weekend|month|year|spring|summer|autumn|fall|winter|\\w+day)"
              + "|\\w+day|january|february|march|april|june|july|august|september|october|november"
              + "|december|recently|soon)\\b");

  private Signals() {}

  /** A fact is as near as the better named of its entities, 1 for the one named best. */
  private static ToDoubleFunction<Candidate> near(Pool pool) {
    List<Candidate> named =
        pool.all().stream()
            .filter(one -> one.id().kind() == Evidence.Kind.ENTITY && one.textScore() > 0)
            .sorted(
                Comparator.comparingDouble(Candidate::textScore)
                    .reversed()
                    .thenComparing(one -> one.id().id()))
            .limit(RetrievalQuery.CENTRES)
            .toList();
    Map<NodeId, Double> centres = new HashMap<>();
    for (Candidate one : named) {
      double share = one.textScore() / named.getFirst().textScore();
      one.entities().forEach(entity -> centres.put(entity, share));
    }
    return candidate ->
        candidate.id().kind() == Evidence.Kind.FACT
            ? candidate.entities().stream()
                .mapToDouble(entity -> centres.getOrDefault(entity, 0.0))
                .max()
                .orElse(0)
            : 0;
  }

  /**
   * The share of the question's telling words that the candidate itself says, rare ones counting
   * more: coordination level matching with the inverse frequency in the pool (Sparck Jones 1972).
   */
  private static ToDoubleFunction<Candidate> said(Pool pool) {
    Rarity rarity = pool.rarity();
    return one -> rarity.share(pool.stems(one)::contains);
  }

  /**
   * The same of a turn together with the two before and the two after it: a passage is found by a
   * window of text around it (Callan 1994, Passage-level evidence in document retrieval).
   */
  private static ToDoubleFunction<Candidate> around(Pool pool) {
    Rarity rarity = pool.rarity();
    Map<EvidenceId, Double> values = new HashMap<>();
    for (List<Candidate> run : Runs.of(pool.some())) {
      for (int i = 0; i < run.size(); i++) {
        Candidate one = run.get(i);
        List<String> before = Stems.of(spoken(one).map(Spoken::preceding).orElse(""));
        List<Set<String>> beside =
            run.subList(Math.max(0, i - AROUND), Math.min(run.size(), i + AROUND + 1)).stream()
                .map(pool::stems)
                .toList();
        values.put(
            one.id(),
            rarity.share(
                word ->
                    before.contains(word)
                        || beside.stream().anyMatch(said -> said.contains(word))));
      }
    }
    return one -> values.getOrDefault(one.id(), 0.0);
  }

  /**
   * The share of the question's telling words in the turn before, where that asks something; a word
   * that nothing says, there or here, does not count.
   */
  private static ToDoubleFunction<Candidate> answered(Pool pool) {
    Map<EvidenceId, Set<String>> before = new HashMap<>();
    for (Candidate one : pool.some()) {
      spoken(one)
          .map(Signals::lastBefore)
          .filter(text -> text.contains("?"))
          .ifPresent(text -> before.put(one.id(), new HashSet<>(Stems.of(text))));
    }
    Set<String> wanted = new HashSet<>(pool.asked().stems());
    Set<String> said = pool.rarity().ofWords().keySet();
    wanted.removeIf(
        word ->
            !said.contains(word) && before.values().stream().noneMatch(its -> its.contains(word)));
    return one -> share(wanted, before.getOrDefault(one.id(), Set.of()));
  }

  private static String lastBefore(Spoken spoken) {
    String before = spoken.preceding();
    return before.substring(before.lastIndexOf('\n') + 1);
  }

  private static double share(Set<String> wanted, Set<String> there) {
    return wanted.isEmpty()
        ? 0
        : wanted.stream().filter(there::contains).count() / (double) wanted.size();
  }

  /**
   * The mean of what words and vector say of the three best of the same conversation, or document:
   * what is asked for is seldom spoken of in one turn alone.
   */
  private static ToDoubleFunction<Candidate> whole(Pool pool) {
    ToDoubleFunction<Candidate> found = pool.found();
    Map<Runs.Whole, Double> wholes =
        pool.some().stream()
            .filter(one -> one.setting().isPresent())
            .collect(
                Collectors.groupingBy(
                    Runs.Whole::of,
                    Collectors.collectingAndThen(
                        Collectors.toList(), some -> meanOfBest(some, found))));
    double best = wholes.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return one -> best == 0 ? 0 : wholes.getOrDefault(Runs.Whole.of(one), 0.0) / best;
  }

  private static double meanOfBest(List<Candidate> some, ToDoubleFunction<Candidate> found) {
    return some.stream()
            .mapToDouble(found)
            .map(value -> -value)
            .sorted()
            .limit(BEST_OF_WHOLE)
            .map(value -> -value)
            .sum()
        / BEST_OF_WHOLE;
  }

  /** What words and vector say of the turn before and the turn after, the better of them. */
  private static ToDoubleFunction<Candidate> neighbours(Pool pool) {
    ToDoubleFunction<Candidate> found = pool.found();
    Map<EvidenceId, Double> values = new HashMap<>();
    for (List<Candidate> run : Runs.of(pool.some())) {
      for (int i = 1; i < run.size(); i++) {
        Candidate one = run.get(i - 1);
        Candidate next = run.get(i);
        values.merge(one.id(), found.applyAsDouble(next), Math::max);
        values.merge(next.id(), found.applyAsDouble(one), Math::max);
      }
    }
    return one -> values.getOrDefault(one.id(), 0.0);
  }

  /** Whether somebody speaks whom the question names. */
  private static ToDoubleFunction<Candidate> speaker(Pool pool) {
    Set<String> names = pool.asked().names();
    return one -> speaksOneOf(names, one) ? 1 : 0;
  }

  private static boolean speaksOneOf(Set<String> names, Candidate one) {
    return spoken(one).filter(said -> saysOneOf(names, said.speaker())).isPresent();
  }

  private static boolean saysOneOf(Set<String> names, String text) {
    return Stems.words(text.toLowerCase(Locale.ROOT)).anyMatch(names::contains);
  }

  /** How well the time at which it was said agrees with the one that the question is about. */
  private static ToDoubleFunction<Candidate> date(Pool pool) {
    AskedTime asked = pool.time();
    return one -> one.setting().map(setting -> asked.agrees(setting.time())).orElse(0.0);
  }

  /**
   * Whether a fact holds at another time than the one asked for: valid time as in temporal
   * databases (Snodgrass 1985). A turn is as its facts are, where all that were found are so.
   */
  private static ToDoubleFunction<Candidate> elsewhen(Pool pool) {
    AskedTime asked = pool.time();
    Map<NodeId, Double> turns = new HashMap<>();
    for (Candidate one : pool.all()) {
      one.told()
          .ifPresent(
              told ->
                  told.statedBy()
                      .forEach(
                          chunk -> turns.merge(chunk, asked.against(told.validity()), Math::min)));
    }
    return one ->
        switch (one.id().kind()) {
          case FACT -> one.told().map(told -> asked.against(told.validity())).orElse(0.0);
          case CHUNK -> turns.getOrDefault(new NodeId(one.id().id()), 0.0) < 1 ? 0 : 1;
          case ENTITY, SUMMARY -> 0;
        };
  }

  /** Whether a time is told where the question asks for one. */
  private static ToDoubleFunction<Candidate> when(Pool pool) {
    boolean asked = pool.asked().when();
    return one -> asked && TIME.matcher(one.text().toLowerCase(Locale.ROOT)).find() ? 1 : 0;
  }

  /** Whether it asks rather than tells. */
  private static ToDoubleFunction<Candidate> question(Pool pool) {
    return one -> one.text().strip().endsWith("?") ? 1 : 0;
  }

  /** The logarithm of the number of words, beside that of the longest. */
  private static ToDoubleFunction<Candidate> length(Pool pool) {
    Map<EvidenceId, Double> lengths =
        pool.some().stream()
            .collect(Collectors.toMap(Candidate::id, one -> Math.log1p(Words.count(one.text()))));
    double longest = lengths.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return one -> longest == 0 ? 0 : lengths.getOrDefault(one.id(), 0.0) / longest;
  }

  private static Optional<Spoken> spoken(Candidate one) {
    return one.setting().flatMap(Setting::spoken);
  }
}
