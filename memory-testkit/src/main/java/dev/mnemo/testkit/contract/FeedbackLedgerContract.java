package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.weightOfFact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What every {@link FeedbackLedger} keeps, and what it makes of the graph's weights. */
public interface FeedbackLedgerContract {

  /** An entry that the clauses give feedback on. */
  EntryKey FIRST = new EntryKey(SessionKey.of("alice", "s:1"), new EntryId("e1"));

  /** A later entry of the same session. */
  EntryKey SECOND = new EntryKey(FIRST.session(), new EntryId("e2"));

  /** How exact weights are. */
  Offset<Double> EXACT = within(1e-12);

  /** Opens the graph whose weights the ledger sets, empty at a test's first call. */
  KnowledgeGraph openRated();

  /**
   * Opens the ledger of the running test: empty at its first call; each further call opens the same
   * one once more, as another process would. Close what was opened after each test.
   */
  FeedbackLedger openFeedback();

  @Test
  default void feedbackShouldMoveTheWeightOfWhatItsEntryUsed() {
    KnowledgeGraph graph = written();

    int changed = rate(openFeedback(), FIRST, "tea", 5);

    assertThat(changed).isEqualTo(1);
    // 0.5 + 0.1 (1 − 0.5)
    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.55, EXACT);
    assertThat(weightOfFact(graph, "milk")).isEqualTo(0.5, EXACT);
  }

  @Test
  default void feedbackShouldCountOnceHoweverOftenItIsRecorded() {
    KnowledgeGraph graph = written();
    FeedbackLedger ledger = openFeedback();

    rate(ledger, FIRST, "tea", 1);
    int again = rate(ledger, FIRST, "tea", 1);

    assertThat(again).isZero();
    // 0.5 + 0.1 (0 − 0.5)
    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.45, EXACT);
  }

  @Test
  default void changedFeedbackShouldTakeThePlaceOfTheEarlierOne() {
    KnowledgeGraph graph = written();
    FeedbackLedger ledger = openFeedback();
    rate(ledger, FIRST, "tea", 1);
    rate(ledger, SECOND, "tea", 2);

    rate(ledger, FIRST, "tea", 4);

    // 0.5 → 0.525 by 4 → 0.4975 by 2
    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.4975, EXACT);
  }

  @Test
  default void takingFeedbackBackShouldUndoItExactly() {
    KnowledgeGraph graph = written();
    FeedbackLedger ledger = openFeedback();
    rate(ledger, SECOND, "tea", 5);
    rate(ledger, FIRST, "tea", 1);

    int changed = ledger.record(Set.of(DATASET), FIRST, GraphElementIds.NONE, Optional.empty());

    assertThat(changed).isEqualTo(1);
    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.55);
    assertThat(ledger.recorded(Set.of(FIRST, SECOND))).containsOnlyKeys(SECOND);
  }

  @Test
  default void theOrderOfRecordingShouldNotMatter() {
    KnowledgeGraph graph = written();
    FeedbackLedger ledger = openFeedback();
    rate(ledger, SECOND, "tea", 1);
    rate(ledger, FIRST, "tea", 5);
    rate(ledger, FIRST, "milk", 5);
    rate(ledger, FIRST, "tea", 5);
    rate(ledger, SECOND, "tea", 1);

    // 0.5 → 0.55 by the first entry → 0.495 by the second
    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.495, EXACT);
    assertThat(weightOfFact(graph, "milk")).isEqualTo(0.5);
  }

  @Test
  default void feedbackAtTheSameTimeShouldAllCount() {
    KnowledgeGraph graph = written();
    FeedbackLedger ledger = openFeedback();

    Parallel.run(
        8,
        n ->
            rate(
                ledger, new EntryKey(FIRST.session(), new EntryId("e" + n)), "tea", n < 4 ? 5 : 1));

    double expected = 0.5;
    for (int n = 0; n < 8; n++) {
      expected += 0.1 * ((n < 4 ? 1 : 0) - expected);
    }
    assertThat(weightOfFact(graph, "tea")).isEqualTo(expected, EXACT);
  }

  @Test
  default void feedbackShouldLeaveWhatIsInOtherDatasets() {
    KnowledgeGraph graph = written();
    FeedbackLedger ledger = openFeedback();

    int changed =
        ledger.record(
            Set.of(OTHER_DATASET), FIRST, elements("tea"), Optional.of(new Feedback(5, "")));

    assertThat(changed).isZero();
    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.5);
    assertThat(ledger.recorded(Set.of(FIRST))).containsOnlyKeys(FIRST);
  }

  @Test
  default void nodesShouldBeWeighedLikeFacts() {
    written();
    FeedbackLedger ledger = openFeedback();
    BatchBuilder batch = batch(DATASET);
    List<String> nodes =
        List.of(
            batch.build().chunks().getFirst().id().value(),
            batch.build().entities().getFirst().id().value(),
            batch.build().summaries().getFirst().id().value(),
            "unknown");

    int changed =
        ledger.record(
            Set.of(DATASET),
            FIRST,
            new GraphElementIds(nodes, List.of()),
            Optional.of(new Feedback(5, "")));

    assertThat(changed).isEqualTo(3);
  }

  @Test
  default void recordedShouldGiveWhatWasSaidLast() {
    FeedbackLedger ledger = openFeedback();
    rate(ledger, FIRST, "tea", 1);
    Feedback said = new Feedback(4, "good 👩 \"enough\" \u0001");
    ledger.record(Set.of(DATASET), FIRST, GraphElementIds.NONE, Optional.of(said));

    assertThat(openFeedback().recorded(Set.of(FIRST, SECOND))).containsOnly(Map.entry(FIRST, said));
    assertThat(ledger.recorded(Set.of())).isEmpty();
  }

  @Test
  default void whatIsForgottenAndWrittenAgainShouldHaveTheWeightItHad() {
    KnowledgeGraph graph = written();
    rate(openFeedback(), FIRST, "tea", 5);

    graph.forgetAll(DATASET, ForgetMode.FORGET);
    graph.write(batch(DATASET).build());

    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.55, EXACT);
    assertThat(weightOfFact(graph, "milk")).isEqualTo(0.5);
  }

  @Test
  default void forgetShouldTakeASessionsFeedbackBackWhenMeant() {
    KnowledgeGraph graph = written();
    FeedbackLedger ledger = openFeedback();
    EntryKey other = new EntryKey(SessionKey.of("alice", "s:2"), new EntryId("e1"));
    rate(ledger, FIRST, "tea", 5);
    rate(ledger, SECOND, "milk", 5);
    rate(ledger, other, "milk", 1);

    assertThat(ledger.forget(FIRST.session(), Optional.empty(), ForgetMode.DRY_RUN)).isEqualTo(2);
    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.55, EXACT);
    assertThat(ledger.forget(FIRST.session(), Optional.of(FIRST.entry()), ForgetMode.FORGET))
        .isEqualTo(1);
    assertThat(ledger.recorded(Set.of(FIRST, SECOND, other))).containsOnlyKeys(SECOND, other);
    assertThat(ledger.forget(FIRST.session(), Optional.empty(), ForgetMode.FORGET)).isEqualTo(1);
    assertThat(ledger.forget(FIRST.session(), Optional.empty(), ForgetMode.FORGET)).isZero();

    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.5);
    assertThat(weightOfFact(graph, "milk")).isEqualTo(0.45, EXACT);
    assertThat(ledger.recorded(Set.of(FIRST, SECOND, other))).containsOnlyKeys(other);
  }

  @Test
  default void forgetShouldTakeAUsersFeedbackAndNobodyElses() {
    KnowledgeGraph graph = written();
    FeedbackLedger ledger = openFeedback();
    EntryKey bobs = new EntryKey(SessionKey.of("bob", "s:1"), new EntryId("e1"));
    rate(ledger, FIRST, "tea", 5);
    rate(ledger, bobs, "milk", 5);

    assertThat(ledger.forget(new UserId("alice"), ForgetMode.FORGET)).isEqualTo(1);

    assertThat(weightOfFact(graph, "tea")).isEqualTo(0.5);
    assertThat(weightOfFact(graph, "milk")).isEqualTo(0.55, EXACT);
    assertThat(ledger.recorded(Set.of(FIRST, bobs))).containsOnlyKeys(bobs);
  }

  private KnowledgeGraph written() {
    KnowledgeGraph graph = openRated();
    graph.write(batch(DATASET).build());
    return graph;
  }

  private static BatchBuilder batch(DatasetId dataset) {
    return BatchBuilder.in(dataset)
        .text("Alice likes tea and milk.")
        .fact("Alice", "likes", "tea")
        .fact("Alice", "likes", "milk")
        .summary("Drinks", Optional.empty());
  }

  private static int rate(FeedbackLedger ledger, EntryKey entry, String object, int score) {
    return ledger.record(
        Set.of(DATASET), entry, elements(object), Optional.of(new Feedback(score, "")));
  }

  private static GraphElementIds elements(String object) {
    return new GraphElementIds(
        List.of(),
        batch(DATASET).build().facts().stream()
            .filter(fact -> fact.statement().contains(object))
            .map(Fact::id)
            .map(id -> id.value())
            .toList());
  }
}
