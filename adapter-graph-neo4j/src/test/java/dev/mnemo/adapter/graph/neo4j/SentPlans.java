package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.IndexedText;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.TestClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

/**
 * All that a connection sends when everything is used once, and how a server plans it.
 *
 * @param operators of all plans
 */
record SentPlans(List<Recording.Sent> statements, List<Plan> operators) {

  private static final UserId ALICE = new UserId("alice");
  private static final EntryKey ENTRY =
      new EntryKey(SessionKey.of("alice", "s"), new EntryId("e1"));
  private static final Embedding VECTOR = Embedding.of("test-model", new float[] {1, 0, 0, 0});

  static SentPlans of(TestServer server) {
    server.clear();
    Recording recording = new Recording();
    try (Neo4jConnection connection = server.connect(recording)) {
      useEverything(connection);
    }
    Map<String, Recording.Sent> statements = new LinkedHashMap<>();
    recording.take().stream()
        .filter(sent -> !isAboutTheSchema(sent.cypher()))
        .forEach(sent -> statements.putIfAbsent(sent.cypher(), sent));
    List<Plan> operators = new ArrayList<>();
    try (Session session = server.session()) {
      for (Recording.Sent sent : statements.values()) {
        String explained = sent.cypher().replaceFirst("^CYPHER \\d+", "$0 EXPLAIN");
        addOperators(
            session.run(explained, sent.parameters()).consume().queryPlan().orElseThrow(),
            operators);
      }
    }
    return new SentPlans(List.copyOf(statements.values()), operators);
  }

  private static boolean isAboutTheSchema(String cypher) {
    return cypher.matches("CYPHER \\d+ (SHOW|CREATE|DROP|CALL db.awaitIndexes)(?s:.*)");
  }

  private static void addOperators(Plan plan, List<Plan> operators) {
    operators.add(plan);
    plan.children().forEach(child -> addOperators(child, operators));
  }

  private static void useEverything(Neo4jConnection connection) {
    var catalog = new Neo4jDatasetCatalog(connection);
    var graph = new Neo4jKnowledgeGraph(connection);
    Dataset dataset = catalog.open(ALICE, new DatasetName("main"), TestClock.NOON);
    DatasetId id = dataset.id();
    catalog.grant(id, new UserId("bob"), Permission.READ);
    catalog.permitted(ALICE, Permission.READ);
    catalog.grants(id);
    catalog.revokeAll(new UserId("carol"), ForgetMode.FORGET);
    catalog.revoke(id, new UserId("bob"));

    BatchBuilder text = batch(id, "before");
    graph.write(text.build());
    SessionClaim claim = claim(new Neo4jSessionClaims(connection));
    graph.write(batch(id, "after").build().under(claim));
    graph.persisted(id, Set.of(ENTRY));
    graph.count(id);
    retrieve(graph, id, VECTOR);
    graph.factsAbout(Set.of(id), Set.of(NodeId.entity(id, "Alice")), 10);
    useJobs(new Neo4jJobStore(connection));
    useUsers(new Neo4jUserDirectory(connection));
    useFeedback(new Neo4jFeedbackLedger(connection), id);
    graph.statements(id, Set.of(new FactId("fact")));
    read(graph, id);
    graph.forgetEntries(ENTRY.session(), Optional.empty(), ForgetMode.DRY_RUN);
    graph.forgetEntries(ENTRY.session().user(), ForgetMode.DRY_RUN);
    graph.forget(id, Set.copyOf(text.documentIds()), ForgetMode.FORGET);
    graph.forgetAll(id, ForgetMode.FORGET);
    Embedding ofAnotherModel = Embedding.of("other-model", new float[] {1, 0, 0, 0});
    graph.write(BatchBuilder.in(id).text("other").embedded(ofAnotherModel).build());
    retrieve(graph, id, ofAnotherModel);
    change(new Neo4jEmbeddingIndex(connection));
    catalog.delete(id);
  }

  private static void useJobs(Neo4jJobStore jobs) {
    Instant now = TestClock.NOON;
    jobs.submit(
        new Job(
            "job",
            ALICE,
            "improve",
            Metadata.NONE,
            Job.State.QUEUED,
            0,
            0,
            0,
            Optional.empty(),
            now,
            now,
            Optional.empty()));
    jobs.claim(now, now.plusSeconds(60));
    jobs.find(ALICE, "job");
    jobs.list(ALICE, 10);
    jobs.forget(ALICE, ForgetMode.FORGET);
  }

  private static void useUsers(Neo4jUserDirectory users) {
    users.create(new User(ALICE, TestClock.NOON, Metadata.NONE));
    users.find(ALICE);
    users.list(Optional.empty(), 10);
    users.describe(ALICE, Metadata.NONE);
    users.delete(ALICE);
  }

  private static void useFeedback(Neo4jFeedbackLedger feedback, DatasetId id) {
    GraphElementIds elements =
        new GraphElementIds(List.of(NodeId.entity(id, "Alice").value()), List.of());
    feedback.record(Set.of(id), ENTRY, elements, Optional.of(new Feedback(5, "")));
    feedback.recorded(Set.of(ENTRY));
    feedback.record(Set.of(id), ENTRY, elements, Optional.of(new Feedback(1, "")));
    feedback.forget(ENTRY.session(), Optional.empty(), ForgetMode.FORGET);
  }

  private static SessionClaim claim(Neo4jSessionClaims claims) {
    Instant later = TestClock.NOON.plusSeconds(60);
    claims.release(claims.seize(ENTRY.session(), "a deletion", later));
    claims.claim(ENTRY.session(), "a run", TestClock.NOON, later);
    return claims
        .extend(new SessionClaim(ENTRY.session(), "a run", later), later.plusSeconds(60))
        .orElseThrow();
  }

  private static void read(Neo4jKnowledgeGraph graph, DatasetId id) {
    Optional<NodeSet> tagged = Optional.of(NodeSet.USER_SESSIONS);
    List<DocumentContent> first =
        graph.documents(new DocumentQuery(id, ALICE, tagged, Optional.empty(), 10));
    Optional<Document> last = first.stream().map(DocumentContent::document).findFirst();
    graph.documents(new DocumentQuery(id, ALICE, Optional.empty(), last, 10));
  }

  private static void change(Neo4jEmbeddingIndex index) {
    EmbeddingSpace third = new EmbeddingSpace("third-model", 4);
    index.prepare(third);
    index.count(third);
    Map<IndexedText, Embedding> vectors = new LinkedHashMap<>();
    index
        .missing(third, Optional.empty(), 10)
        .forEach(text -> vectors.put(text, Embedding.of("third-model", new float[] {1, 0, 0, 0})));
    index.add(vectors);
    index.use(third);
    index.space();
  }

  private static void retrieve(Neo4jKnowledgeGraph graph, DatasetId id, Embedding one) {
    for (Set<NodeSet> nodeSets : List.of(Set.<NodeSet>of(), Set.of(NodeSet.USER_SESSIONS))) {
      for (Optional<Embedding> vector : List.of(Optional.<Embedding>empty(), Optional.of(one))) {
        for (List<String> words : List.of(List.<String>of(), List.of("alice", "rome"))) {
          graph.retrieve(
              new RetrievalQuery(
                  Set.of(id), words, vector, EnumSet.allOf(Evidence.Kind.class), nodeSets, 10));
        }
      }
    }
  }

  private static BatchBuilder batch(DatasetId dataset, String content) {
    return BatchBuilder.in(dataset)
        .entry(ENTRY, content)
        .embedded(VECTOR)
        .fact("Alice", "lives in", "Rome", false, Validity.UNKNOWN, Optional.of(VECTOR))
        .slot("residence")
        .fact(
            "Alice",
            "lives in",
            content,
            false,
            Validity.from(TestClock.NOON.plusSeconds(1)),
            Optional.of(VECTOR))
        .slot("residence")
        .summary("Rome", Optional.of(VECTOR));
  }
}
