package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenKnowledgeGraphs.mutant;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Faults of retrieval from a knowledge graph. */
final class BrokenRetrievals {

  private static final Pattern SYNTAX = Pattern.compile("[^\\p{L}\\p{N} ]");

  private BrokenRetrievals() {}

  static List<Mutant<KnowledgeGraphContract>> all() {
    return Stream.of(byWords(), byVectors(), outside(), telling()).flatMap(List::stream).toList();
  }

  private static List<Mutant<KnowledgeGraphContract>> byWords() {
    return List.of(
        mutant(
            "finds chunks only",
            g -> finding(g, (query, one) -> one.evidence() instanceof Evidence.OfChunk),
            "retrieveShouldFindEveryKindOfEvidenceByItsWords"),
        mutant(
            "finds something whatever the words are",
            g -> retrieving(g, (graph, query) -> orAnything(graph, query)),
            "retrieveShouldFindNothingUnderWordsThatNobodyUsed"),
        mutant(
            "finds nothing where there is syntax in the question",
            g -> finding(g, (query, one) -> !SYNTAX.matcher(question(query)).find()),
            "retrieveShouldTakeAnyCharactersAsPlainText"),
        mutant(
            "takes stars for wildcards",
            g ->
                retrieving(
                    g,
                    (graph, query) ->
                        question(query).contains("*")
                            ? orAnything(graph, query)
                            : graph.retrieve(query)),
            "retrieveShouldNotTakeSyntaxForAWildcard"),
        mutant(
            "finds nothing by long questions",
            g -> finding(g, (query, one) -> question(query).length() < 8_192),
            "retrieveShouldFindByAQuestionOfAnyLength"),
        mutant(
            "refuses questions without words",
            g ->
                retrieving(
                    g,
                    (graph, query) -> {
                      if (question(query).isBlank()) {
                        throw new InvalidInputException("question", "", "ask something");
                      }
                      return graph.retrieve(query);
                    }),
            "retrieveShouldEndureQuestionsThatSayNothing"),
        mutant(
            "looks at the first phrasing only",
            g -> asking(g, query -> phrased(query, query.phrasings().stream().limit(1).toList())),
            "retrieveShouldUniteThePhrasingsAndReturnEachCandidateOnce"),
        mutant(
            "returns what two phrasings find twice",
            g ->
                retrieving(
                    g,
                    (graph, query) ->
                        query.phrasings().stream()
                            .flatMap(one -> graph.retrieve(phrased(query, List.of(one))).stream())
                            .toList()),
            "retrieveShouldUniteThePhrasingsAndReturnEachCandidateOnce"),
        mutant(
            "joins the phrasings into one question",
            g ->
                asking(
                    g, query -> phrased(query, List.of(String.join(" zebra ", query.phrasings())))),
            "retrieveShouldEndureQuestionsThatSayNothing",
            "retrieveShouldCountTheBestPhrasing"),
        mutant(
            "scores every match alike",
            g -> showing(g, one -> new Candidate(one.evidence(), 1, one.vectorScore())),
            "retrieveShouldScoreABetterMatchHigher"),
        mutant(
            "returns more than the limit",
            g -> asking(g, query -> limited(query, query.limit() + 1)),
            "retrieveShouldReturnAtMostTheLimitOfEachKind"),
        mutant(
            "limits all kinds together",
            g ->
                retrieving(
                    g,
                    (graph, query) -> graph.retrieve(query).stream().limit(query.limit()).toList()),
            "retrieveShouldReturnAtMostTheLimitOfEachKind"));
  }

  private static List<Mutant<KnowledgeGraphContract>> byVectors() {
    return List.of(
        mutant(
            "finds the opposite of a vector",
            g ->
                asking(
                    g, query -> embedded(query, query.embedding().map(BrokenRetrievals::turned))),
            "retrieveShouldFindTheNearestVectors"),
        mutant(
            "gives the bare cosine as the score",
            g ->
                showing(
                    g,
                    one ->
                        new Candidate(one.evidence(), one.textScore(), 2 * one.vectorScore() - 1)),
            "vectorScoresShouldBeTheCosineMappedToZeroToOne"),
        mutant(
            "has no vectors of facts",
            g ->
                writing(
                    g,
                    batch ->
                        withFacts(
                            batch, batch.facts().stream().map(BrokenRetrievals::bare).toList())),
            "retrieveShouldFindFactsAndSummariesByTheirVectors"),
        mutant(
            "returns what words and vector find twice",
            g ->
                retrieving(
                    g,
                    (graph, query) ->
                        Stream.concat(
                                graph.retrieve(embedded(query, Optional.empty())).stream(),
                                graph.retrieve(phrased(query, List.of())).stream())
                            .toList()),
            "retrieveShouldReturnWhatWordsAndVectorsFindOnceWithBothScores"),
        mutant(
            "stores some vector where there is none",
            g ->
                writing(
                    g,
                    batch ->
                        withChunks(
                            batch, batch.chunks().stream().map(BrokenRetrievals::filled).toList())),
            "absentEmbeddingsShouldHinderNeitherWordsNorVectors"),
        mutant(
            "mixes the vectors of several models",
            g -> new OneSpace(g),
            "writeShouldRefuseTheVectorsOfAnotherModel",
            "retrieveShouldRefuseTheVectorOfAnotherModel"),
        mutant(
            "filters by dataset after the search",
            g ->
                new ForwardingKnowledgeGraph(g) {
                  @Override
                  public List<Candidate> retrieve(RetrievalQuery query) {
                    return healthy.retrieve(within(query, written)).stream()
                        .filter(
                            one -> query.datasets().contains(one.evidence().provenance().dataset()))
                        .toList();
                  }
                },
            "aSmallDatasetShouldLoseNoNearVectorsToALargeOne",
            "aSmallDatasetShouldLoseNoWordsToALargeOne"));
  }

  private static List<Mutant<KnowledgeGraphContract>> outside() {
    return List.of(
        mutant(
            "looks into all datasets",
            g -> new Boundless(g, query -> true),
            "retrieveShouldStayInsideTheDatasets",
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
                      Set<DatasetId> datasets, Set<NodeId> entities, int limit) {
                    return healthy.factsAbout(datasets, entities, limit).stream()
                        .filter(fact -> entities.contains(fact.subject().id()))
                        .toList();
                  }
                },
            "factsAboutShouldReturnTheFactsAroundTheEntities"));
  }

  private static List<Mutant<KnowledgeGraphContract>> telling() {
    return List.of(
        mutant(
            "does not keep what is known of an entity",
            g -> showing(g, one -> told(one, ShownEvidence::undescribed)),
            "retrieveShouldReturnEntitiesWithWhatIsKnownOfThem"),
        mutant(
            "shows entities in upper case",
            g -> showing(g, one -> told(one, ShownEvidence::shouted)),
            "anEntityShouldKeepTheNameItWasFirstWrittenWith"),
        mutant(
            "cuts texts at 32,766 characters",
            g -> showing(g, one -> told(one, ShownEvidence::cut)),
            "writeShouldKeepTextsTimesAndNumbers"),
        mutant(
            "cuts times to milliseconds",
            g -> showing(g, one -> told(one, ShownEvidence::coarse)),
            "writeShouldKeepTextsTimesAndNumbers"),
        mutant(
            "names one document where there are several",
            g ->
                showing(
                    g,
                    one ->
                        told(
                            one,
                            evidence ->
                                ShownEvidence.from(
                                    evidence,
                                    new Provenance(
                                        evidence.provenance().dataset(),
                                        evidence.provenance().documents().subList(0, 1),
                                        evidence.provenance().chunks())))),
            "evidenceShouldNameItsDocumentsAndChunks",
            "concurrentWritersShouldShareOneNodePerEntity"),
        mutant(
            "keeps the title of a session entry, not its key",
            g ->
                showing(
                    g,
                    one ->
                        told(
                            one,
                            evidence ->
                                ShownEvidence.from(
                                    evidence,
                                    new Provenance(
                                        evidence.provenance().dataset(),
                                        evidence.provenance().documents().stream()
                                            .map(BrokenRetrievals::titled)
                                            .toList(),
                                        evidence.provenance().chunks())))),
            "evidenceShouldNameTheSessionEntryItComesFrom"));
  }

  /** Looks everywhere where the condition on the given datasets holds. */
  private static final class Boundless extends ForwardingKnowledgeGraph {

    private final Predicate<Set<DatasetId>> widened;

    Boundless(KnowledgeGraph healthy, Predicate<Set<DatasetId>> widened) {
      super(healthy);
      this.widened = widened;
    }

    @Override
    public List<Candidate> retrieve(RetrievalQuery query) {
      return healthy.retrieve(widened.test(query.datasets()) ? within(query, written) : query);
    }

    @Override
    public List<Evidence.OfFact> factsAbout(
        Set<DatasetId> datasets, Set<NodeId> entities, int limit) {
      return healthy.factsAbout(widened.test(datasets) ? written : datasets, entities, limit);
    }
  }

  /** Stores every vector as one of the same model. */
  private static final class OneSpace extends ForwardingKnowledgeGraph {

    OneSpace(KnowledgeGraph healthy) {
      super(healthy);
    }

    @Override
    public WriteReport write(GraphBatch batch) {
      return healthy.write(
          withChunks(
              batch,
              batch.chunks().stream()
                  .map(chunk -> with(chunk, chunk.embedding().map(OneSpace::renamed)))
                  .toList()));
    }

    @Override
    public List<Candidate> retrieve(RetrievalQuery query) {
      return healthy.retrieve(embedded(query, query.embedding().map(OneSpace::renamed)));
    }

    private static Embedding renamed(Embedding embedding) {
      return Embedding.of("any", embedding.vector());
    }
  }

  private static KnowledgeGraph retrieving(
      KnowledgeGraph graph, BiFunction<KnowledgeGraph, RetrievalQuery, List<Candidate>> retrieved) {
    return new ForwardingKnowledgeGraph(graph) {
      @Override
      public List<Candidate> retrieve(RetrievalQuery query) {
        return retrieved.apply(healthy, query);
      }
    };
  }

  private static KnowledgeGraph asking(KnowledgeGraph graph, UnaryOperator<RetrievalQuery> asked) {
    return retrieving(graph, (healthy, query) -> healthy.retrieve(asked.apply(query)));
  }

  private static KnowledgeGraph finding(
      KnowledgeGraph graph, BiPredicate<RetrievalQuery, Candidate> found) {
    return retrieving(
        graph,
        (healthy, query) ->
            healthy.retrieve(query).stream().filter(one -> found.test(query, one)).toList());
  }

  private static KnowledgeGraph showing(KnowledgeGraph graph, UnaryOperator<Candidate> shown) {
    return retrieving(
        graph, (healthy, query) -> healthy.retrieve(query).stream().map(shown).toList());
  }

  private static KnowledgeGraph writing(KnowledgeGraph graph, UnaryOperator<GraphBatch> stored) {
    return new ForwardingKnowledgeGraph(graph) {
      @Override
      public WriteReport write(GraphBatch batch) {
        return healthy.write(stored.apply(batch));
      }
    };
  }

  private static Candidate told(Candidate candidate, UnaryOperator<Evidence> shown) {
    return new Candidate(
        shown.apply(candidate.evidence()), candidate.textScore(), candidate.vectorScore());
  }

  private static String question(RetrievalQuery query) {
    return String.join(" ", query.phrasings());
  }

  private static List<Candidate> orAnything(KnowledgeGraph graph, RetrievalQuery query) {
    List<Candidate> found = graph.retrieve(query);
    return found.isEmpty()
        ? graph.retrieve(phrased(query, List.of("engineer painter alice bob")))
        : found;
  }

  private static Document titled(Document document) {
    return new Document(
        document.id(),
        new Source.Text(document.source().title()),
        document.content(),
        document.time(),
        document.nodeSets());
  }

  private static Embedding turned(Embedding embedding) {
    float[] vector = embedding.vector();
    for (int i = 0; i < vector.length; i++) {
      vector[i] = -vector[i];
    }
    return Embedding.of(embedding.model(), vector);
  }

  private static Chunk filled(Chunk chunk) {
    float[] vector = new float[KnowledgeGraphContract.DIMENSION];
    vector[0] = 1;
    return with(
        chunk,
        chunk
            .embedding()
            .or(() -> Optional.of(Embedding.of(KnowledgeGraphContract.EMBEDDING_MODEL, vector))));
  }

  private static Chunk with(Chunk chunk, Optional<Embedding> embedding) {
    return new Chunk(chunk.id(), chunk.document(), chunk.position(), chunk.text(), embedding);
  }

  private static Fact bare(Fact fact) {
    return new Fact(
        fact.id(),
        fact.subject(),
        fact.predicate(),
        fact.object(),
        fact.statement(),
        fact.negated(),
        fact.confidence(),
        fact.extractor(),
        fact.validity(),
        fact.statedBy(),
        Optional.empty());
  }

  private static GraphBatch withChunks(GraphBatch batch, List<Chunk> chunks) {
    return new GraphBatch(
        batch.dataset(),
        batch.documents(),
        chunks,
        batch.entities(),
        batch.mentions(),
        batch.facts(),
        batch.summaries(),
        batch.at());
  }

  private static GraphBatch withFacts(GraphBatch batch, List<Fact> facts) {
    return new GraphBatch(
        batch.dataset(),
        batch.documents(),
        batch.chunks(),
        batch.entities(),
        batch.mentions(),
        facts,
        batch.summaries(),
        batch.at());
  }

  private static RetrievalQuery phrased(RetrievalQuery query, List<String> phrasings) {
    return new RetrievalQuery(
        query.datasets(),
        phrasings,
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        query.limit());
  }

  private static RetrievalQuery embedded(RetrievalQuery query, Optional<Embedding> embedding) {
    return new RetrievalQuery(
        query.datasets(),
        query.phrasings(),
        embedding,
        query.kinds(),
        query.nodeSets(),
        query.limit());
  }

  private static RetrievalQuery within(RetrievalQuery query, Set<DatasetId> datasets) {
    return new RetrievalQuery(
        datasets,
        query.phrasings(),
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        query.limit());
  }

  private static RetrievalQuery everywhere(RetrievalQuery query) {
    return new RetrievalQuery(
        query.datasets(),
        query.phrasings(),
        query.embedding(),
        query.kinds(),
        Set.of(),
        query.limit());
  }

  private static RetrievalQuery limited(RetrievalQuery query, int limit) {
    return new RetrievalQuery(
        query.datasets(),
        query.phrasings(),
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        limit);
  }
}
