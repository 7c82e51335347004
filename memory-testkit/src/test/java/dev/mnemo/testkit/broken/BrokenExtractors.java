package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.testkit.contract.KnowledgeExtractorContract;
import dev.mnemo.testkit.fake.FakeExtractor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Knowledge extractors with planted faults. */
final class BrokenExtractors {

  private static final KnowledgeExtractor HEALTHY = new FakeExtractor();

  private BrokenExtractors() {}

  static List<Mutant<KnowledgeExtractorContract>> all() {
    return List.of(
        mutant(
            "finds entities and no facts",
            passage -> found(HEALTHY.extract(passage).entities(), List.of()),
            "extractShouldFindTheEntitiesAndTheFactsOfAText"),
        mutant(
            "looks at one sentence at a time",
            BrokenExtractors::bySentence,
            "extractShouldResolvePronounsInsideAText"),
        mutant(
            "does not look at what was said before",
            passage -> HEALTHY.extract(new Passage(passage.text(), "", passage.time())),
            "extractShouldResolvePronounsByWhatWasSaidBeforeAndExtractNothingFromThat"),
        mutant(
            "extracts from what was said before as well",
            passage ->
                HEALTHY.extract(
                    new Passage(passage.preceding() + " " + passage.text(), "", passage.time())),
            "extractShouldResolvePronounsByWhatWasSaidBeforeAndExtractNothingFromThat"),
        mutant(
            "drops the times of facts",
            passage -> facts(passage, one -> told(one, one.negated(), Validity.UNKNOWN)),
            "extractShouldKeepWhenAFactBecameTrue"),
        mutant(
            "takes what is denied for said",
            passage -> facts(passage, one -> told(one, false, one.validity())),
            "extractShouldKeepNegation"),
        mutant(
            "takes questions for statements",
            passage ->
                HEALTHY.extract(
                    new Passage(
                        passage.text().replace('?', '.'), passage.preceding(), passage.time())),
            "questionsShouldStateNothing"),
        mutant(
            "makes a fact of every text",
            passage ->
                found(
                    List.of(new FoundEntity(passage.text(), "thing", "")),
                    List.of(
                        new FoundFact(
                            passage.text(),
                            "is",
                            passage.text(),
                            passage.text(),
                            false,
                            1,
                            Validity.UNKNOWN))),
            "aTextThatStatesNothingShouldGiveNoFacts"),
        mutant(
            "lists an entity once per mention",
            passage -> {
              Extraction extraction = HEALTHY.extract(passage);
              return found(
                  Stream.concat(extraction.entities().stream(), extraction.entities().stream())
                      .toList(),
                  extraction.facts());
            },
            "everyFactShouldSpeakOfEntitiesThatWereFound"),
        mutant(
            "takes texts for formats",
            passage ->
                HEALTHY.extract(
                    new Passage(passage.text().formatted(), passage.preceding(), passage.time())),
            "anyTextShouldBeEndured"),
        Mutant.of(
            "mixes the passages of several threads",
            () -> {
              SharedField<Passage> shared = new SharedField<>();
              return () -> passage -> HEALTHY.extract(shared.through(passage));
            },
            "concurrentExtractionsShouldNotMix"));
  }

  private static Mutant<KnowledgeExtractorContract> mutant(
      String fault, KnowledgeExtractor extractor, String... rejectedBy) {
    return Mutant.of(fault, () -> () -> extractor, rejectedBy);
  }

  private static Extraction bySentence(Passage passage) {
    List<Extraction> sentences =
        Arrays.stream(passage.text().split("(?<=[.?!])\\s+", -1))
            .filter(sentence -> !sentence.isBlank())
            .map(sentence -> HEALTHY.extract(new Passage(sentence, "", passage.time())))
            .toList();
    return found(
        sentences.stream().flatMap(one -> one.entities().stream()).distinct().toList(),
        sentences.stream().flatMap(one -> one.facts().stream()).toList());
  }

  private static Extraction facts(Passage passage, UnaryOperator<FoundFact> told) {
    Extraction extraction = HEALTHY.extract(passage);
    return found(extraction.entities(), extraction.facts().stream().map(told).toList());
  }

  private static FoundFact told(FoundFact fact, boolean negated, Validity validity) {
    return new FoundFact(
        fact.subject(),
        fact.predicate(),
        fact.object(),
        fact.statement(),
        negated,
        fact.confidence(),
        validity);
  }

  private static Extraction found(List<FoundEntity> entities, List<FoundFact> facts) {
    return new Extraction(entities, facts, "", "broken extractor", Usage.NONE);
  }
}
