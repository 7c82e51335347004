package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenKnowledgeGraphs.mutant;
import static dev.mnemo.testkit.broken.GraphFaults.everywhere;
import static dev.mnemo.testkit.broken.GraphFaults.retrieving;
import static dev.mnemo.testkit.broken.GraphFaults.seen;
import static dev.mnemo.testkit.broken.GraphFaults.telling;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Graphs with faults of what is looked at, and of how it is shown. */
final class BrokenEvidence {

  private BrokenEvidence() {}

  static List<Mutant<KnowledgeGraphContract>> all() {
    return Stream.concat(outside().stream(), shown().stream()).toList();
  }

  private static List<Mutant<KnowledgeGraphContract>> outside() {
    return List.of(
        mutant(
            "looks into all datasets",
            g -> new Boundless(g, query -> true),
            "retrieveShouldStayInsideTheDatasets",
            "describeShouldTellOfWhatIsInTheDatasetsAlone",
            "factsAboutShouldStayInsideTheDatasets"),
        mutant(
            "takes no dataset for all of them",
            g -> new Boundless(g, Set::isEmpty),
            "retrieveShouldFindNothingInNoDataset",
            "factsAboutShouldStayInsideTheDatasets"),
        mutant(
            "drops the node sets when nothing was found in them",
            g ->
                retrieving(
                    g,
                    (graph, query) -> {
                      List<Candidate> found = graph.retrieve(query);
                      return found.isEmpty() ? graph.retrieve(everywhere(query)) : found;
                    }),
            "retrieveShouldFindOnlyWhatCarriesOneOfTheNodeSets"),
        mutant(
            "knows only the facts that start at an entity",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public List<Evidence.OfFact> factsAbout(
                      GraphView view, Set<NodeId> entities, int limit) {
                    return healthy.factsAbout(view, entities, limit).stream()
                        .filter(fact -> entities.contains(fact.subject().id()))
                        .toList();
                  }
                },
            "factsAboutShouldReturnTheFactsAroundTheEntities"));
  }

  private static List<Mutant<KnowledgeGraphContract>> shown() {
    return List.of(
        mutant(
            "does not keep what is known of an entity",
            g -> telling(g, ShownEvidence::undescribed),
            "retrieveShouldReturnEntitiesWithWhatIsKnownOfThem"),
        mutant(
            "shows entities in upper case",
            g -> telling(g, ShownEvidence::shouted),
            "anEntityShouldBeShownAsItsEarliestDocumentTells"),
        mutant(
            "cuts texts at 32,766 characters",
            g -> telling(g, ShownEvidence::cut),
            "writeShouldKeepTextsTimesAndNumbers"),
        mutant(
            "describes turns without what was said before",
            g -> telling(g, ShownEvidence::cutOff),
            "describeShouldTellWhoSpokeAndWhatWasSaidBefore"),
        mutant(
            "cuts times to milliseconds",
            g -> telling(g, ShownEvidence::coarse),
            "writeShouldKeepTextsTimesAndNumbers"),
        mutant(
            "names one document where there are several",
            g ->
                telling(
                    g,
                    evidence ->
                        ShownEvidence.from(
                            evidence,
                            new Provenance(
                                evidence.provenance().dataset(),
                                evidence.provenance().documents().subList(0, 1),
                                evidence.provenance().chunks()))),
            "evidenceShouldNameItsDocumentsAndChunks",
            "concurrentWritersShouldShareOneNodePerEntity"),
        mutant(
            "keeps the title of a session entry, not its key",
            g ->
                telling(
                    g,
                    evidence ->
                        ShownEvidence.from(
                            evidence,
                            new Provenance(
                                evidence.provenance().dataset(),
                                evidence.provenance().documents().stream()
                                    .map(BrokenEvidence::titled)
                                    .toList(),
                                evidence.provenance().chunks()))),
            "evidenceShouldNameTheSessionEntryItComesFrom"));
  }

  /** Looks everywhere where the condition on the given datasets holds. */
  private static final class Boundless extends ForwardingKnowledgeGraph {

    private final Predicate<Set<DatasetId>> widened;

    Boundless(KnowledgeGraph healthy, Predicate<Set<DatasetId>> widened) {
      super(healthy);
      this.widened = widened;
    }

    private GraphView widened(GraphView view) {
      return widened.test(view.datasets()) ? new GraphView(view.reader(), written) : view;
    }

    @Override
    public List<Candidate> retrieve(RetrievalQuery query) {
      return healthy.retrieve(seen(query, widened(query.view())));
    }

    @Override
    public List<Evidence> describe(GraphView view, Set<EvidenceId> chosen) {
      return healthy.describe(widened(view), chosen);
    }

    @Override
    public List<Evidence.OfFact> factsAbout(GraphView view, Set<NodeId> entities, int limit) {
      return healthy.factsAbout(widened(view), entities, limit);
    }
  }

  private static Document titled(Document document) {
    return new Document(
        document.id(),
        new Source.Text(document.source().title()),
        document.content(),
        document.time(),
        document.nodeSets());
  }
}
