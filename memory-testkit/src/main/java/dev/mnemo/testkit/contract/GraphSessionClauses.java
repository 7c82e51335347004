package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.GraphPicture;
import dev.mnemo.testkit.TestClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions as documents: what states what, what there is to look at, and forgetting by session. */
public interface GraphSessionClauses extends KnowledgeGraphFixture {

  /** Whose sessions these clauses write. */
  UserId ALICE = new UserId("alice");

  /** Who is forgotten whole. */
  UserId CAROL = new UserId("carol");

  @Test
  default void statementsShouldNameTheChunksOfFactsThatAreThere() {
    KnowledgeGraph graph = open();
    GraphBatch batch =
        BatchBuilder.in(DATASET)
            .text("Alice likes tea.")
            .fact("Alice", "likes", "tea")
            .chunk("She does.")
            .fact("Alice", "likes", "tea")
            .text("Alice likes milk.")
            .fact("Alice", "likes", "milk")
            .build();
    graph.write(batch);
    Fact tea = batch.facts().getFirst();

    Map<FactId, Set<NodeId>> stated =
        graph.statements(DATASET, Set.of(tea.id(), new FactId("unknown")));

    assertThat(stated).containsOnly(Map.entry(tea.id(), tea.statedBy()));
    assertThat(graph.statements(OTHER_DATASET, Set.of(tea.id()))).isEmpty();
    assertThat(graph.statements(DATASET, Set.of())).isEmpty();
  }

  @Test
  default void documentsShouldPageThroughADatasetByTime() {
    KnowledgeGraph graph = open();
    for (int n : List.of(3, 1, 2)) {
      graph.write(
          BatchBuilder.in(DATASET).text("Text " + n).time(TestClock.NOON.plusSeconds(n)).build());
    }

    List<DocumentContent> first = graph.documents(query(Optional.empty(), Optional.empty(), 2));
    Optional<Document> last = Optional.of(first.getLast().document());

    assertThat(first)
        .extracting(DocumentContent::texts)
        .containsExactly(List.of("Text 1"), List.of("Text 2"));
    assertThat(graph.documents(query(Optional.empty(), last, 2)))
        .extracting(DocumentContent::texts)
        .containsExactly(List.of("Text 3"));
  }

  @Test
  default void documentsShouldShowWhatEachOfThemTells() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("Not in the node set.")
            .entry(entry("s", "e1"), "Who likes tea?")
            .chunk("Alice likes tea.")
            .entity("Alice", "person", "A painter.")
            .fact("Alice", "likes", "tea")
            .build());

    List<DocumentContent> contents =
        graph.documents(query(Optional.of(NodeSet.USER_SESSIONS), Optional.empty(), 10));

    assertThat(contents)
        .singleElement()
        .satisfies(
            content -> {
              assertThat(content.texts()).containsExactly("Who likes tea?", "Alice likes tea.");
              assertThat(content.entities())
                  .extracting(one -> one.name() + ", " + one.type())
                  .containsExactly("Alice, person", "tea, thing");
              assertThat(content.statements()).containsExactly("Alice likes tea.");
            });
  }

  @Test
  default void documentsShouldShowNobodyAnothersSessions() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(new EntryKey(SessionKey.of("bob", "s"), new EntryId("e1")), "Bob's secret.")
            .text("For all.")
            .build());

    assertThat(graph.documents(query(Optional.empty(), Optional.empty(), 10)))
        .extracting(DocumentContent::texts)
        .containsExactly(List.of("For all."));
  }

  @Test
  default void forgetEntriesShouldTakeASessionFromAllDatasets() {
    KnowledgeGraph graph = open();
    Map<DatasetId, GraphPicture> without = new HashMap<>();
    for (DatasetId dataset : List.of(DATASET, OTHER_DATASET)) {
      graph.write(rest(dataset).build());
      without.put(dataset, picture(graph, dataset));
      graph.write(session(dataset).build());
    }

    Map<DatasetId, GraphCounts> taken =
        graph.forgetEntries(entry("s", "e1").session(), Optional.empty(), ForgetMode.FORGET);

    // Two entries, with Rome and a summary; Alice and tea stay with the rest.
    assertThat(taken)
        .containsOnly(
            Map.entry(DATASET, new GraphCounts(2, 2, 1, 1, 1)),
            Map.entry(OTHER_DATASET, new GraphCounts(2, 2, 1, 1, 1)));
    without.forEach((dataset, picture) -> assertThat(picture(graph, dataset)).isEqualTo(picture));
    assertThat(graph.forgetEntries(entry("s", "e1").session(), Optional.empty(), ForgetMode.FORGET))
        .isEmpty();
  }

  @Test
  default void forgetEntriesShouldTakeOneEntryWhereItIsNamed() {
    KnowledgeGraph graph = open();
    graph.write(session(DATASET).build());

    Map<DatasetId, GraphCounts> taken =
        graph.forgetEntries(
            entry("s", "e2").session(), Optional.of(new EntryId("e2")), ForgetMode.FORGET);

    assertThat(taken).containsOnly(Map.entry(DATASET, new GraphCounts(1, 1, 1, 1, 0)));
    assertThat(graph.persisted(DATASET, Set.of(entry("s", "e1"), entry("s", "e2"))))
        .containsOnlyKeys(entry("s", "e1"));
  }

  @Test
  default void forgetEntriesShouldTakeAllSessionsOfAUserAndNobodyElses() {
    KnowledgeGraph graph = open();
    Map<DatasetId, GraphPicture> without = new HashMap<>();
    for (DatasetId dataset : List.of(DATASET, OTHER_DATASET)) {
      graph.write(rest(dataset).build());
      without.put(dataset, picture(graph, dataset));
      graph.write(sessionsOfCarol(dataset).build());
    }

    Map<DatasetId, GraphCounts> dry = graph.forgetEntries(CAROL, ForgetMode.DRY_RUN);
    Set<EntryKey> known = graph.persisted(DATASET, carols()).keySet();
    Map<DatasetId, GraphCounts> taken = graph.forgetEntries(CAROL, ForgetMode.FORGET);

    // Two entries of two sessions, with Rome; Alice, Bob and tea stay with the rest.
    assertThat(taken)
        .containsOnly(
            Map.entry(DATASET, new GraphCounts(2, 2, 1, 1, 0)),
            Map.entry(OTHER_DATASET, new GraphCounts(2, 2, 1, 1, 0)));
    assertThat(dry).isEqualTo(taken);
    assertThat(known).isEqualTo(carols());
    assertThat(graph.persisted(DATASET, carols())).isEmpty();
    without.forEach((dataset, picture) -> assertThat(picture(graph, dataset)).isEqualTo(picture));
    assertThat(graph.forgetEntries(CAROL, ForgetMode.FORGET)).isEmpty();
    assertThat(graph.forgetEntries(new UserId("carol2"), ForgetMode.FORGET)).isEmpty();
  }

  @Test
  default void aDryRunShouldTellWhatWouldGoAndChangeNothing() {
    KnowledgeGraph graph = open();
    BatchBuilder rest = rest(DATASET);
    graph.write(rest.build());
    graph.write(session(DATASET).build());
    GraphPicture before = picture(graph, DATASET);
    SessionKey session = entry("s", "e1").session();
    Set<NodeId> documents = Set.copyOf(rest.documentIds());

    GraphCounts some = graph.forget(DATASET, documents, ForgetMode.DRY_RUN);
    Map<DatasetId, GraphCounts> entries =
        graph.forgetEntries(session, Optional.empty(), ForgetMode.DRY_RUN);
    GraphCounts all = graph.forgetAll(DATASET, ForgetMode.DRY_RUN);

    assertThat(picture(graph, DATASET)).isEqualTo(before);
    assertThat(all).isEqualTo(graph.count(DATASET));
    assertThat(graph.forgetEntries(session, Optional.empty(), ForgetMode.FORGET))
        .isEqualTo(entries);
    graph.write(session(DATASET).build());
    assertThat(graph.forget(DATASET, documents, ForgetMode.FORGET)).isEqualTo(some);
  }

  private static BatchBuilder session(DatasetId dataset) {
    return BatchBuilder.in(dataset)
        .entry(entry("s", "e1"), 1, "Alice lives in Rome.")
        .time(TestClock.NOON.minusSeconds(60))
        .fact("Alice", "lives in", "Rome")
        .slot("residence")
        .summary("Rome", Optional.empty())
        .entry(entry("s", "e2"), 2, "Alice likes tea.")
        .time(TestClock.NOON.minusSeconds(30))
        .entity("Alice", "person", "A painter in Rome.")
        .fact("Alice", "likes", "tea");
  }

  /** Sessions of the same names as others', which say in part the same. */
  private static BatchBuilder sessionsOfCarol(DatasetId dataset) {
    return BatchBuilder.in(dataset)
        .entry(carol("s"), "Alice lives in Rome.")
        .time(TestClock.NOON.minusSeconds(60))
        .entity("Alice", "person", "A painter in Rome.")
        .fact("Alice", "lives in", "Rome")
        .slot("residence")
        .entry(carol("s2"), "Alice likes tea. Alice knows Bob.")
        .time(TestClock.NOON.minusSeconds(30))
        .fact("Alice", "likes", "tea")
        .fact("Alice", "knows", "Bob");
  }

  private static Set<EntryKey> carols() {
    return Set.of(carol("s"), carol("s2"));
  }

  private static EntryKey carol(String session) {
    return new EntryKey(SessionKey.of(CAROL.value(), session), new EntryId("e1"));
  }

  /** What others say too: a text, another session, and another user's of the same name. */
  private static BatchBuilder rest(DatasetId dataset) {
    return BatchBuilder.in(dataset)
        .text("Alice likes tea.")
        .fact("Alice", "likes", "tea")
        .entry(entry("s2", "e1"), "Alice knows Bob.")
        .fact("Alice", "knows", "Bob")
        .entry(new EntryKey(SessionKey.of("bob", "s"), new EntryId("e1")), "Bob lives in Oslo.")
        .fact("Bob", "lives in", "Oslo")
        .slot("residence");
  }

  private static GraphPicture picture(KnowledgeGraph graph, DatasetId dataset) {
    return GraphPicture.of(graph, dataset, ALICE);
  }

  private static EntryKey entry(String session, String id) {
    return new EntryKey(SessionKey.of("alice", session), new EntryId(id));
  }

  private static DocumentQuery query(
      Optional<NodeSet> nodeSet, Optional<Document> after, int limit) {
    return new DocumentQuery(DATASET, ALICE, nodeSet, after, limit);
  }
}
