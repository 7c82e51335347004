package dev.mnemo.domain.model.graph;

import static dev.mnemo.domain.model.Samples.ALICE;
import static dev.mnemo.domain.model.Samples.BATCH;
import static dev.mnemo.domain.model.Samples.BOB;
import static dev.mnemo.domain.model.Samples.CHUNK;
import static dev.mnemo.domain.model.Samples.DATASET;
import static dev.mnemo.domain.model.Samples.DOCUMENT;
import static dev.mnemo.domain.model.Samples.FACT;
import static dev.mnemo.domain.model.Samples.NOON;
import static dev.mnemo.domain.model.Samples.PROVENANCE;
import static dev.mnemo.domain.model.Samples.SUMMARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphValuesTest {

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void aConfidenceShouldBeFromZeroToOne(double confidence) {
    assertRefused(
        () -> fact(confidence, Set.of(CHUNK.id())),
        "confidence was '%s'; use 0 to 1".formatted(confidence));
    assertThat(fact(0, Set.of(CHUNK.id())).confidence()).isZero();
    assertThat(fact(1, Set.of(CHUNK.id())).confidence()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatACandidateIsWorthShouldBeFromZeroToOne(double value) {
    assertRefused(
        () -> candidate(1, value, 0.5), "vector score was '%s'; use 0 to 1".formatted(value));
    assertRefused(() -> candidate(1, 0.5, value), "weight was '%s'; use 0 to 1".formatted(value));
    assertThat(candidate(0, 0, 1).vectorScore()).isZero();
    assertThat(candidate(0, 1, 0).weight()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aTextScoreShouldBeFiniteAndNotNegative(double score) {
    assertRefused(
        () -> candidate(score, 0, 0.5),
        "text score was '%s'; use a finite one of 0 or more".formatted(score));
    assertRefused(
        () -> candidate(1, 0, 0.5).scored(score, 0),
        "text score was '%s'; use a finite one of 0 or more".formatted(score));
    assertThat(candidate(40, 0, 0.5).textScore()).isEqualTo(40);
  }

  @Test
  void aFactShouldNameAChunkThatStatesIt() {
    assertRefused(() -> fact(1, Set.of()), "stating chunks was '[]'; name at least one chunk");
  }

  @Test
  void aChunkShouldSaySomethingSomewhere() {
    assertRefused(
        () -> new Chunk(CHUNK.id(), DOCUMENT.id(), 0, " \n", Optional.empty(), Optional.empty()),
        "chunk text was ' \n'; give a text that is not blank");
    assertRefused(
        () -> new Chunk(CHUNK.id(), DOCUMENT.id(), -1, "text", Optional.empty(), Optional.empty()),
        "position was '-1'; use 0 or more");
  }

  @Test
  void aTurnShouldKeepTheBeginningsOfTwoBeforeIt() {
    assertThat(new Spoken("Jon", "Hi!\nHello.").preceding()).isEqualTo("Hi!\nHello.");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new Spoken("Jon", "x".repeat(3 * Spoken.MOST_OF_A_TURN)))
        .withMessageContaining("give two turns, of each the first 1000 characters");
  }

  @Test
  void aQueryShouldAskForSomethingWithinBounds() {
    assertRefused(() -> query(Set.of(), 10), "kinds was '[]'; name at least one kind of evidence");
    assertRefused(() -> query(Set.of(Evidence.Kind.FACT), 0), "limit was '0'; use 1 to 1000");
    assertRefused(
        () -> query(Set.of(Evidence.Kind.FACT), 1_001), "limit was '1001'; use 1 to 1000");
  }

  @Test
  void aBatchShouldBeWholeInItself() {
    assertThat(batch(BATCH.documents(), BATCH.chunks(), BATCH.entities())).isEqualTo(BATCH);
    assertRefused(
        () -> batch(List.of(), BATCH.chunks(), BATCH.entities()),
        "the document of a chunk was 'document'; add it to the same batch");
    assertRefused(
        () -> batch(BATCH.documents(), List.of(), BATCH.entities()),
        "the chunk of a mention was 'chunk'; add it to the same batch");
    assertRefused(
        () -> batch(BATCH.documents(), BATCH.chunks(), List.of(BOB)),
        "the entity of a mention was 'alice'; add it to the same batch");
    assertRefused(
        () -> batch(BATCH.documents(), BATCH.chunks(), List.of(ALICE)),
        "the object of a fact was 'bob'; add it to the same batch");
    assertRefused(
        () ->
            new GraphBatch(
                DATASET,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(SUMMARY),
                Optional.empty(),
                NOON),
        "the document of a summary was 'document'; add it to the same batch");
  }

  @Test
  void evidenceShouldSayItsKindItsIdAndItsText() {
    Evidence chunk = new Evidence.OfChunk(CHUNK.id(), 0, CHUNK.text(), PROVENANCE);
    Evidence summary = new Evidence.OfSummary(SUMMARY.id(), "Friends.", PROVENANCE);
    Evidence alice = new Evidence.OfEntity(ALICE, PROVENANCE);
    Evidence bob = new Evidence.OfEntity(BOB, PROVENANCE);

    assertThat(List.of(chunk, summary, alice))
        .extracting(Evidence::kind)
        .containsExactly(Evidence.Kind.CHUNK, Evidence.Kind.SUMMARY, Evidence.Kind.ENTITY);
    assertThat(List.of(chunk, summary, alice))
        .extracting(Evidence::id)
        .containsExactly("chunk", "summary", "alice");
    assertThat(List.of(chunk, summary, alice, bob))
        .extracting(Evidence::text)
        .containsExactly(
            "Alice knows Bob.", "Friends.", "Alice (person)", "Bob (person): A friend.");
  }

  @Test
  void theSourceOfAnEntryShouldBeTitledByItsPlace() {
    EntryKey entry = new EntryKey(SessionKey.of("alice", "s 1"), new EntryId("e1"));

    assertThat(new Source.SessionEntry(entry, 7).title()).isEqualTo("session s 1, entry 7");
  }

  private static Candidate candidate(double byWords, double byVector, double weight) {
    return new Candidate(
        new EvidenceId(Evidence.Kind.CHUNK, DATASET, "chunk"),
        "text",
        byWords,
        byVector,
        weight,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Fact fact(double confidence, Set<NodeId> statedBy) {
    return new Fact(
        FACT.id(),
        FACT.subject(),
        FACT.predicate(),
        FACT.object(),
        FACT.statement(),
        false,
        confidence,
        "rules",
        Validity.UNKNOWN,
        Optional.empty(),
        statedBy,
        Optional.empty());
  }

  private static RetrievalQuery query(Set<Evidence.Kind> kinds, int limit) {
    return new RetrievalQuery(
        new GraphView(new UserId("alice"), Set.of(DATASET)),
        List.of("Who?"),
        Optional.empty(),
        kinds,
        Set.of(),
        limit);
  }

  private static GraphBatch batch(
      List<Document> documents, List<Chunk> chunks, List<Entity> entities) {
    return new GraphBatch(
        DATASET,
        documents,
        chunks,
        entities,
        BATCH.mentions(),
        BATCH.facts(),
        documents.isEmpty() ? List.of() : BATCH.summaries(),
        Optional.empty(),
        NOON);
  }

  private static void assertRefused(ThrowingCallable making, String message) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(making).withMessage(message);
  }
}
