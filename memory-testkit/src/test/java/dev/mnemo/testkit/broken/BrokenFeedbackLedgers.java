package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.FeedbackLedgerContract;
import dev.mnemo.testkit.fake.FakeFeedbackLedger;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Feedback ledgers with planted faults. */
public final class BrokenFeedbackLedgers {

  private static final DatasetId RATED = DatasetId.of(new UserId("alice"), new DatasetName("main"));

  private record Subject(FeedbackLedger ledger, KnowledgeGraph graph)
      implements FeedbackLedgerContract {
    @Override
    public KnowledgeGraph openRated() {
      return graph;
    }

    @Override
    public FeedbackLedger openFeedback() {
      return ledger;
    }
  }

  private BrokenFeedbackLedgers() {}

  /** All of them. */
  public static List<Mutant<FeedbackLedgerContract>> all() {
    return Stream.concat(weighing().stream(), Stream.of(forgetful())).toList();
  }

  private static List<Mutant<FeedbackLedgerContract>> weighing() {
    return List.of(
        mutant(
            "records without weighing",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public int record(
                      Set<DatasetId> datasets,
                      EntryKey entry,
                      GraphElementIds elements,
                      Optional<Feedback> feedback) {
                    return healthy.record(Set.of(), entry, elements, feedback);
                  }
                },
            "feedbackShouldMoveTheWeightOfWhatItsEntryUsed"),
        mutant(
            "adds each feedback to those before",
            healthy ->
                new Forwarding(healthy) {
                  private final AtomicInteger calls = new AtomicInteger();

                  @Override
                  public int record(
                      Set<DatasetId> datasets,
                      EntryKey entry,
                      GraphElementIds elements,
                      Optional<Feedback> feedback) {
                    EntryId another = new EntryId(entry.entry().value() + calls.incrementAndGet());
                    return healthy.record(
                        datasets, new EntryKey(entry.session(), another), elements, feedback);
                  }
                },
            "feedbackShouldCountOnceHoweverOftenItIsRecorded",
            "changedFeedbackShouldTakeThePlaceOfTheEarlierOne",
            "takingFeedbackBackShouldUndoItExactly"),
        mutant(
            "counts feedback in the order of its arrival",
            healthy ->
                new Forwarding(healthy) {
                  private final Map<EntryKey, EntryKey> numbered = new ConcurrentHashMap<>();

                  @Override
                  public int record(
                      Set<DatasetId> datasets,
                      EntryKey entry,
                      GraphElementIds elements,
                      Optional<Feedback> feedback) {
                    EntryKey arrived =
                        numbered.computeIfAbsent(
                            entry,
                            one -> new EntryKey(one.session(), new EntryId("e" + numbered.size())));
                    return healthy.record(datasets, arrived, elements, feedback);
                  }
                },
            "theOrderOfRecordingShouldNotMatter"),
        mutant(
            "loses one of two at the same time",
            healthy ->
                new Forwarding(healthy) {
                  private final Overlap race = new Overlap();

                  @Override
                  public int record(
                      Set<DatasetId> datasets,
                      EntryKey entry,
                      GraphElementIds elements,
                      Optional<Feedback> feedback) {
                    return race.run(
                        () -> healthy.record(datasets, entry, elements, feedback), () -> 0);
                  }
                },
            "feedbackAtTheSameTimeShouldAllCount"),
        mutant(
            "weighs what is in any dataset",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public int record(
                      Set<DatasetId> datasets,
                      EntryKey entry,
                      GraphElementIds elements,
                      Optional<Feedback> feedback) {
                    return healthy.record(Set.of(RATED), entry, elements, feedback);
                  }
                },
            "feedbackShouldLeaveWhatIsInOtherDatasets"),
        mutant(
            "weighs facts alone",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public int record(
                      Set<DatasetId> datasets,
                      EntryKey entry,
                      GraphElementIds elements,
                      Optional<Feedback> feedback) {
                    return healthy.record(
                        datasets,
                        entry,
                        new GraphElementIds(List.of(), elements.edgeIds()),
                        feedback);
                  }
                },
            "nodesShouldBeWeighedLikeFacts"),
        mutant(
            "keeps the score without the words",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Map<EntryKey, Feedback> recorded(Set<EntryKey> entries) {
                    Map<EntryKey, Feedback> found = new HashMap<>(healthy.recorded(entries));
                    found.replaceAll((entry, said) -> new Feedback(said.score(), ""));
                    return found;
                  }
                },
            "recordedShouldGiveWhatWasSaidLast"),
        mutant(
            "takes a dry run for meant",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public long forget(SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
                    return healthy.forget(session, entry, ForgetMode.FORGET);
                  }
                },
            "forgetShouldTakeASessionsFeedbackBackWhenMeant"),
        mutant(
            "forgets everybody with one user",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public long forget(UserId user, ForgetMode mode) {
                    healthy.forget(new UserId("bob"), mode);
                    return healthy.forget(user, mode);
                  }
                },
            "forgetShouldTakeAUsersFeedbackAndNobodyElses"));
  }

  private static Mutant<FeedbackLedgerContract> forgetful() {
    return Mutant.of(
        "forgets feedback with what it is on",
        () -> {
          FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
          FeedbackLedger ledger = new FakeFeedbackLedger(graph);
          return new Subject(
              ledger,
              new ForwardingKnowledgeGraph(graph) {
                @Override
                public GraphCounts forgetAll(DatasetId dataset, ForgetMode mode) {
                  ledger.forget(new UserId("alice"), mode);
                  return healthy.forgetAll(dataset, mode);
                }
              });
        },
        "whatIsForgottenAndWrittenAgainShouldHaveTheWeightItHad");
  }

  private static Mutant<FeedbackLedgerContract> mutant(
      String fault, UnaryOperator<FeedbackLedger> broken, String... rejectedBy) {
    return Mutant.of(
        fault,
        () -> {
          FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
          return new Subject(broken.apply(new FakeFeedbackLedger(graph)), graph);
        },
        rejectedBy);
  }

  /** Hands everything on to a healthy ledger; a fault overrides the rest. */
  private static class Forwarding implements FeedbackLedger {

    private final FeedbackLedger healthy;

    Forwarding(FeedbackLedger healthy) {
      this.healthy = healthy;
    }

    @Override
    public int record(
        Set<DatasetId> datasets,
        EntryKey entry,
        GraphElementIds elements,
        Optional<Feedback> feedback) {
      return healthy.record(datasets, entry, elements, feedback);
    }

    @Override
    public Map<EntryKey, Feedback> recorded(Set<EntryKey> entries) {
      return healthy.recorded(entries);
    }

    @Override
    public long forget(SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
      return healthy.forget(session, entry, mode);
    }

    @Override
    public long forget(UserId user, ForgetMode mode) {
      return healthy.forget(user, mode);
    }
  }
}
