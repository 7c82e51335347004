package dev.mnemo.domain.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that are derived: the same thing gets the same id from any writer, others another. */
final class DerivedIdsTest {

  private static final DatasetId DATASET = dataset("alice", "main");
  private static final Instant START = Instant.parse("2010-01-01T00:00:00Z");

  @Test
  void datasetsShouldDifferByOwnerAndName() {
    assertThat(dataset("alice", "main")).isEqualTo(DATASET);
    assertThat(
            Stream.of(
                DATASET,
                dataset("alic", "emain"),
                dataset("alice", "Main"),
                dataset("bob", "main"),
                dataset("main", "alice")))
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameContentShouldBeOneDocumentPerDataset() {
    ContentHash content = ContentHash.of("text");

    assertThat(NodeId.document(DATASET, content))
        .isEqualTo(NodeId.document(DATASET, ContentHash.of("text")))
        .isNotEqualTo(NodeId.document(dataset("alice", "other"), content))
        .isNotEqualTo(NodeId.document(DATASET, ContentHash.of("Text")));
  }

  @Test
  void documentsOfEntriesShouldDifferWhereJoinedKeysWouldNot() {
    assertThat(
            Stream.of(
                entry("a:b", "c", "e"),
                entry("a", "b:c", "e"),
                entry("a", "b", "c:e"),
                entry("a", "b", "e")))
        .doesNotHaveDuplicates();
    assertThat(entry("a", "b", "e")).isEqualTo(entry("a", "b", "e"));
  }

  @Test
  void partsOfADocumentShouldHaveIdsOfTheirOwn() {
    NodeId document = NodeId.document(DATASET, ContentHash.of("text"));

    assertThat(
            Stream.of(
                document,
                NodeId.chunk(document, 0, "a"),
                NodeId.chunk(document, 0, "b"),
                NodeId.chunk(document, 1, "a"),
                NodeId.summary(document)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NEW YORK", " new  york ", "New\u00a0York", "New\n\tYork", "Ｎｅｗ York"})
  void anEntityShouldBeOneWhateverTheCaseWidthOrSpacing(String name) {
    assertThat(NodeId.entity(DATASET, name)).isEqualTo(NodeId.entity(DATASET, "New York"));
  }

  @Test
  void entitiesShouldDifferByNameAndDataset() {
    assertThat(NodeId.entity(DATASET, "New York"))
        .isNotEqualTo(NodeId.entity(DATASET, "NewYork"))
        .isNotEqualTo(NodeId.entity(dataset("bob", "main"), "New York"));
    assertThat(NodeId.entity(DATASET, "Zoë")).isEqualTo(NodeId.entity(DATASET, "Zoe\u0308"));
  }

  @Test
  void aFactShouldBeOneByWhatItSaysAndSinceWhen() {
    FactId fact = fact("Alice", "lives in", "Paris", false, Validity.from(START));

    assertThat(fact)
        .isEqualTo(fact("ALICE", "Lives In", "paris", false, Validity.from(START)))
        .isEqualTo(
            fact(
                "Alice",
                "lives in",
                "Paris",
                false,
                new Validity(Optional.of(START), Optional.of(START.plusSeconds(1)))));
    assertThat(
            Stream.of(
                fact,
                fact("Paris", "lives in", "Alice", false, Validity.from(START)),
                fact("Alice", "lives near", "Paris", false, Validity.from(START)),
                fact("Alice", "lives in", "Paris", true, Validity.from(START)),
                fact("Alice", "lives in", "Paris", false, Validity.UNKNOWN),
                fact("Alice", "lives in", "Paris", false, Validity.from(START.plusSeconds(1)))))
        .doesNotHaveDuplicates();
  }

  private static DatasetId dataset(String owner, String name) {
    return DatasetId.of(new UserId(owner), new DatasetName(name));
  }

  private static NodeId entry(String user, String session, String entry) {
    return NodeId.document(DATASET, new EntryKey(SessionKey.of(user, session), new EntryId(entry)));
  }

  private static FactId fact(
      String subject, String predicate, String object, boolean negated, Validity validity) {
    return FactId.of(
        NodeId.entity(DATASET, subject),
        predicate,
        NodeId.entity(DATASET, object),
        negated,
        validity);
  }
}
