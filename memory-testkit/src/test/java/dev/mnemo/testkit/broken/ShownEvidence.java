package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Provenance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Evidence as a faulty graph would show it. */
final class ShownEvidence {

  private ShownEvidence() {}

  static Evidence undescribed(Evidence evidence) {
    return evidence instanceof Evidence.OfEntity of
        ? new Evidence.OfEntity(
            new Entity(of.entity().id(), of.entity().name(), of.entity().type(), ""),
            of.provenance())
        : evidence;
  }

  static Evidence shouted(Evidence evidence) {
    return evidence instanceof Evidence.OfEntity of
        ? new Evidence.OfEntity(
            new Entity(
                of.entity().id(),
                of.entity().name().toUpperCase(Locale.ROOT),
                of.entity().type(),
                of.entity().description()),
            of.provenance())
        : evidence;
  }

  static Evidence cutOff(Evidence evidence) {
    return evidence instanceof Evidence.OfChunk of ? of.after("") : evidence;
  }

  static Evidence cut(Evidence evidence) {
    return evidence instanceof Evidence.OfChunk of
        ? new Evidence.OfChunk(
            of.node(),
            of.position(),
            of.text().substring(0, Math.min(32_766, of.text().length())),
            of.spoken(),
            of.provenance())
        : evidence;
  }

  static Evidence coarse(Evidence evidence) {
    return evidence instanceof Evidence.OfFact of
        ? fact(of, of.createdAt().truncatedTo(ChronoUnit.MILLIS), of.provenance())
        : evidence;
  }

  static Evidence from(Evidence evidence, Provenance provenance) {
    return switch (evidence) {
      case Evidence.OfChunk of ->
          new Evidence.OfChunk(of.node(), of.position(), of.text(), of.spoken(), provenance);
      case Evidence.OfFact of -> fact(of, of.createdAt(), provenance);
      case Evidence.OfEntity of -> new Evidence.OfEntity(of.entity(), provenance);
      case Evidence.OfSummary of -> new Evidence.OfSummary(of.node(), of.text(), provenance);
    };
  }

  private static Evidence fact(Evidence.OfFact of, Instant createdAt, Provenance provenance) {
    return new Evidence.OfFact(
        of.fact(),
        of.subject(),
        of.predicate(),
        of.object(),
        of.statement(),
        of.negated(),
        of.confidence(),
        of.validity(),
        createdAt,
        of.expiredAt(),
        of.weight(),
        provenance);
  }
}
