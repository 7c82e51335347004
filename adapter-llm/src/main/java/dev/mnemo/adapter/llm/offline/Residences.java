package dev.mnemo.adapter.llm.offline;

import dev.mnemo.domain.model.graph.Evidence.OfFact;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Who moved after which fact was true: one lives where one moved last. */
record Residences(List<OfFact> facts) {

  private static final Pattern PRESENT =
      Pattern.compile(
          "(?:has |have |is |are )?(?:lives?|living|moved|moving|relocated|resides?|settled)"
              + " (?:back )?(?:in|to)");
  private static final Pattern PAST = Pattern.compile("(?:has |have |had )?(?:lived|resided) in");

  /** Whether a fact says where someone lived who had moved on by then. */
  boolean outdated(OfFact fact, Instant by) {
    boolean residence =
        PRESENT.matcher(fact.predicate()).matches() || PAST.matcher(fact.predicate()).matches();
    return residence
        && !fact.negated()
        && facts.stream()
            .filter(later -> PRESENT.matcher(later.predicate()).matches() && !later.negated())
            .filter(later -> later.subject().id().equals(fact.subject().id()))
            .filter(later -> !later.object().id().equals(fact.object().id()))
            .map(Residences::since)
            .anyMatch(start -> start.isAfter(since(fact)) && !start.isAfter(by));
  }

  private static Instant since(OfFact fact) {
    return fact.validity().validAt().orElse(fact.createdAt());
  }
}
