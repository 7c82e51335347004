package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.GraphFaults.asking;
import static dev.mnemo.testkit.broken.GraphFaults.seen;
import static dev.mnemo.testkit.broken.GraphFaults.showing;
import static dev.mnemo.testkit.broken.GraphFaults.withFacts;
import static dev.mnemo.testkit.broken.GraphFaults.writing;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Graphs that take facts over time, or sessions, wrongly. */
final class BrokenTimes {

  private BrokenTimes() {}

  static List<Mutant<KnowledgeGraphContract>> all() {
    return Stream.concat(times().stream(), sessions().stream()).toList();
  }

  private static List<Mutant<KnowledgeGraphContract>> times() {
    return List.of(
        mutant(
            "never ends a fact",
            g -> slots(g, fact -> Optional.empty()),
            "aLaterFactShouldEndTheEarlierOneOfItsSlot",
            "whatATextSaysOfItsTimeShouldGoBeforeWhenItWasSaid",
            "forgettingTheEndingFactShouldOpenTheEarlierOne",
            "aReplacedDocumentShouldEndWhatItSaysNow"),
        mutant(
            "lets a subject have one fact at a time",
            g -> slots(g, fact -> Optional.of("all")),
            "factsWithoutASlotShouldHoldSideBySide"),
        mutant(
            "overhears denials",
            g -> slots(g, fact -> fact.slot().filter(slot -> !fact.negated())),
            "aDenialShouldEndWhatItDenies"),
        mutant(
            "finds facts without the times when they hold",
            g -> told(g, told -> new Candidate.Told(Validity.UNKNOWN, told.statedBy())),
            "retrieveShouldTellWhenAFactHoldsAndWhichChunksStateIt"),
        mutant(
            "finds facts without who states them",
            g -> told(g, told -> new Candidate.Told(told.validity(), Set.of())),
            "retrieveShouldTellWhenAFactHoldsAndWhichChunksStateIt"),
        mutant(
            "ends facts by what the reader is not shown",
            g ->
                asking(
                    g,
                    query ->
                        seen(query, new GraphView(new UserId("bob"), query.view().datasets()))),
            "aFactShouldStayOpenToWhomTheEndingOneIsNotShown"),
        mutant(
            "takes the order of arrival for that of time",
            BrokenTimes::asTheyArrive,
            "theOrderOfArrivalShouldNotMatter",
            "anEntityShouldBeShownAsItsEarliestDocumentTells"));
  }

  private static List<Mutant<KnowledgeGraphContract>> sessions() {
    return List.of(
        mutant(
            "names one stating chunk of several",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public Map<FactId, Set<NodeId>> statements(DatasetId dataset, Set<FactId> facts) {
                    Map<FactId, Set<NodeId>> found = new HashMap<>();
                    healthy
                        .statements(dataset, facts)
                        .forEach((fact, by) -> found.put(fact, Set.of(by.iterator().next())));
                    return found;
                  }
                },
            "statementsShouldNameTheChunksOfFactsThatAreThere"),
        listing(
            "gives the first page again and again",
            query ->
                new DocumentQuery(
                    query.dataset(),
                    query.reader(),
                    query.nodeSet(),
                    Optional.empty(),
                    query.limit()),
            "documentsShouldPageThroughADatasetByTime"),
        listing(
            "lists what is in no node set",
            query ->
                new DocumentQuery(
                    query.dataset(),
                    query.reader(),
                    Optional.empty(),
                    query.after(),
                    query.limit()),
            "documentsShouldShowWhatEachOfThemTells"),
        listing(
            "takes everybody for bob",
            query ->
                new DocumentQuery(
                    query.dataset(),
                    new UserId("bob"),
                    query.nodeSet(),
                    query.after(),
                    query.limit()),
            "documentsShouldShowNobodyAnothersSessions"),
        forgetting(
            "forgets the sessions of everybody who calls one so",
            (healthy, session, entry, mode) -> {
              Map<DatasetId, GraphCounts> taken = healthy.forgetEntries(session, entry, mode);
              healthy.forgetEntries(SessionKey.of("bob", session.session().value()), entry, mode);
              return taken;
            },
            "forgetEntriesShouldTakeASessionFromAllDatasets"),
        forgetting(
            "forgets a session for one of its entries",
            (healthy, session, entry, mode) ->
                healthy.forgetEntries(session, Optional.empty(), mode),
            "forgetEntriesShouldTakeOneEntryWhereItIsNamed"),
        forgetting(
            "takes a dry run for meant",
            (healthy, session, entry, mode) ->
                healthy.forgetEntries(session, entry, ForgetMode.FORGET),
            "aDryRunShouldTellWhatWouldGoAndChangeNothing"));
  }

  private static KnowledgeGraph told(KnowledgeGraph graph, UnaryOperator<Candidate.Told> told) {
    return showing(
        graph,
        one ->
            new Candidate(
                one.id(),
                one.text(),
                one.textScore(),
                one.vectorScore(),
                one.weight(),
                one.entities(),
                one.setting(),
                one.told().map(told)));
  }

  private static KnowledgeGraph slots(KnowledgeGraph graph, Function<Fact, Optional<String>> slot) {
    return writing(
        graph,
        batch ->
            withFacts(
                batch,
                batch.facts().stream()
                    .map(
                        fact ->
                            new Fact(
                                fact.id(),
                                fact.subject(),
                                fact.predicate(),
                                fact.object(),
                                fact.statement(),
                                fact.negated(),
                                fact.confidence(),
                                fact.extractor(),
                                fact.validity(),
                                slot.apply(fact),
                                fact.statedBy(),
                                fact.embedding()))
                    .toList()));
  }

  private static KnowledgeGraph asTheyArrive(KnowledgeGraph graph) {
    AtomicInteger arrived = new AtomicInteger();
    return writing(
        graph,
        batch -> {
          List<Document> documents = new ArrayList<>();
          for (Document one : batch.documents()) {
            documents.add(
                new Document(
                    one.id(),
                    one.source(),
                    one.content(),
                    TestClock.NOON.plusSeconds(arrived.incrementAndGet()),
                    one.nodeSets()));
          }
          return new GraphBatch(
              batch.dataset(),
              documents,
              batch.chunks(),
              batch.entities(),
              batch.mentions(),
              batch.facts(),
              batch.summaries(),
              batch.under(),
              batch.at());
        });
  }

  private static Mutant<KnowledgeGraphContract> listing(
      String fault, UnaryOperator<DocumentQuery> asked, String... rejectedBy) {
    return mutant(
        fault,
        g ->
            new ForwardingKnowledgeGraph(g) {
              @Override
              public List<DocumentContent> documents(DocumentQuery query) {
                return healthy.documents(asked.apply(query));
              }
            },
        rejectedBy);
  }

  /** A way to forget a session's entries. */
  private interface Forgetting {
    Map<DatasetId, GraphCounts> forget(
        KnowledgeGraph healthy, SessionKey session, Optional<EntryId> entry, ForgetMode mode);
  }

  private static Mutant<KnowledgeGraphContract> forgetting(
      String fault, Forgetting forgetting, String... rejectedBy) {
    return mutant(
        fault,
        g ->
            new ForwardingKnowledgeGraph(g) {
              @Override
              public Map<DatasetId, GraphCounts> forgetEntries(
                  SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
                return forgetting.forget(healthy, session, entry, mode);
              }
            },
        rejectedBy);
  }

  private static Mutant<KnowledgeGraphContract> mutant(
      String fault, UnaryOperator<KnowledgeGraph> broken, String... rejectedBy) {
    return BrokenKnowledgeGraphs.mutant(fault, broken, rejectedBy);
  }
}
