package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Spoken;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A piece of evidence with what a search sees of it.
 *
 * @param words what it says
 * @param before after what it is said
 * @param speaker who says it
 */
record Findable(
    Evidence evidence,
    Candidate candidate,
    List<String> words,
    List<String> before,
    List<String> speaker) {

  static Findable of(Evidence.OfChunk evidence, Optional<Spoken> spoken) {
    Document document = evidence.provenance().documents().getFirst();
    Candidate.Setting setting =
        new Candidate.Setting(
            whole(document), sequence(document), evidence.position(), document.time(), spoken);
    return new Findable(
        evidence,
        candidate(evidence, 0.5, Set.of(), Optional.of(setting), Optional.empty()),
        Words.of(evidence.text()),
        spoken.map(said -> Words.of(said.preceding())).orElse(List.of()),
        spoken.map(said -> Words.of(said.speaker())).orElse(List.of()));
  }

  static Findable of(Evidence evidence) {
    return switch (evidence) {
      case Evidence.OfChunk chunk ->
          throw new IllegalArgumentException("a chunk is found with who said it");
      case Evidence.OfSummary summary ->
          of(summary, 0.5, Set.of(), summary.text(), Optional.empty());
      case Evidence.OfEntity one ->
          of(
              one,
              0.5,
              Set.of(one.entity().id()),
              one.entity().name() + ' ' + one.entity().description(),
              Optional.empty());
      case Evidence.OfFact fact ->
          of(
              fact,
              fact.weight(),
              Set.of(fact.subject().id(), fact.object().id()),
              fact.text(),
              Optional.of(told(fact)));
    };
  }

  private static Findable of(
      Evidence evidence,
      double weight,
      Set<NodeId> entities,
      String indexed,
      Optional<Candidate.Told> told) {
    return new Findable(
        evidence,
        candidate(evidence, weight, entities, Optional.empty(), told),
        Words.of(indexed),
        List.of(),
        List.of());
  }

  private static Candidate candidate(
      Evidence evidence,
      double weight,
      Set<NodeId> entities,
      Optional<Candidate.Setting> setting,
      Optional<Candidate.Told> told) {
    return new Candidate(
        evidence.evidenceId(), evidence.text(), 0, 0, weight, entities, setting, told);
  }

  private static Candidate.Told told(Evidence.OfFact fact) {
    return new Candidate.Told(
        fact.validity(),
        fact.provenance().chunks().stream()
            .limit(Candidate.Told.MOST_CHUNKS)
            .collect(Collectors.toSet()));
  }

  private static String whole(Document document) {
    return switch (document.source()) {
      case Source.Text text -> document.id().value();
      case Source.SessionEntry entry -> whole(entry.entry());
    };
  }

  private static long sequence(Document document) {
    return switch (document.source()) {
      case Source.Text text -> 0;
      case Source.SessionEntry entry -> entry.sequence();
    };
  }

  private static String whole(EntryKey entry) {
    return entry.session().user() + " " + entry.session().session();
  }
}
