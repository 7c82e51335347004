package dev.mnemo.domain.model;

import dev.mnemo.domain.model.ServerStatus.Running;
import dev.mnemo.domain.model.ServerStatus.State;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.model.graph.IndexedText;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.Timeline;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.model.language.Relevance;
import dev.mnemo.domain.model.language.Rewriting;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A valid value of every record of the model. */
public final class Samples {

  public static final Instant NOON = Instant.parse("2026-03-14T12:00:00.123456Z");
  public static final DatasetId DATASET = new DatasetId("dataset");
  public static final Document DOCUMENT =
      new Document(
          new NodeId("document"),
          new Source.Text("a file"),
          ContentHash.of("text"),
          NOON,
          Set.of(NodeSet.USER_SESSIONS));
  public static final Chunk CHUNK =
      new Chunk(
          new NodeId("chunk"),
          DOCUMENT.id(),
          0,
          "Alice knows Bob.",
          Optional.empty(),
          Optional.of("On Alice."));
  private static final IndexedText INDEXED_TEXT =
      new IndexedText(
          new EvidenceId(Evidence.Kind.CHUNK, DATASET, CHUNK.id().value()), CHUNK.text());
  public static final Entity ALICE = new Entity(new NodeId("alice"), "Alice", "person", "");
  public static final Entity BOB = new Entity(new NodeId("bob"), "Bob", "person", "A friend.");
  public static final Fact FACT =
      new Fact(
          new FactId("fact"),
          ALICE.id(),
          "knows",
          BOB.id(),
          "Alice knows Bob.",
          false,
          0.9,
          "rules",
          Validity.UNKNOWN,
          Optional.of("friend"),
          Set.of(CHUNK.id()),
          Optional.empty());
  private static final Timeline.Statement STATEMENT =
      new Timeline.Statement(FACT.id(), BOB.id(), false, NOON, Set.of());
  public static final Summary SUMMARY =
      new Summary(new NodeId("summary"), DOCUMENT.id(), "Friends.", Optional.empty());
  public static final GraphBatch BATCH =
      new GraphBatch(
          DATASET,
          List.of(DOCUMENT),
          List.of(CHUNK),
          List.of(ALICE, BOB),
          List.of(new GraphBatch.Mention(CHUNK.id(), ALICE.id())),
          List.of(FACT),
          List.of(SUMMARY),
          Optional.empty(),
          NOON);
  public static final Provenance PROVENANCE =
      new Provenance(DATASET, List.of(DOCUMENT), List.of(CHUNK.id()));

  private static final SessionKey KEY = SessionKey.of("alice", "s");
  private static final EntryKey ENTRY_KEY = new EntryKey(KEY, new EntryId("e1"));
  private static final Candidate CANDIDATE =
      new Candidate(
          new EvidenceId(Evidence.Kind.CHUNK, DATASET, CHUNK.id().value()),
          CHUNK.text(),
          1,
          0.5,
          0.5,
          Set.of(),
          Optional.of(new Candidate.Setting("session", 1, 0, NOON, Optional.empty())),
          Optional.of(new Candidate.Told(Validity.UNKNOWN, Set.of(CHUNK.id()))));
  private static final Feedback FEEDBACK = new Feedback(5, "good");
  private static final Turn TURN = Turn.of(ENTRY_KEY.entry(), NOON, "Who?", "Alice.");
  private static final QAEntry ENTRY = new QAEntry(KEY, 1, TURN, Optional.of(FEEDBACK));
  private static final Ending ENDING = new Ending(Ending.Outcome.COMPLETED, NOON);
  private static final DamagedRecord DAMAGED = new DamagedRecord("entry 'e2'", "no JSON");
  private static final Session SESSION =
      new Session(
          KEY, NOON, NOON, Optional.of(ENDING), 1, Usage.NONE, Metadata.NONE, Optional.empty());

  private Samples() {}

  static Stream<Record> all() {
    return Stream.of(ofSessions(), ofGraphs(), ofLanguage(), ofServers())
        .flatMap(records -> records);
  }

  private static Stream<Record> ofSessions() {
    return Stream.of(
        KEY,
        KEY.user(),
        KEY.session(),
        ENTRY_KEY,
        ENTRY_KEY.entry(),
        UserScope.DEFAULT,
        TURN,
        ENTRY,
        FEEDBACK,
        Usage.NONE,
        new Metadata(Map.of("title", "Holidays")),
        new GraphElementIds(List.of("node"), List.of("edge")),
        new History(List.of(ENTRY), List.of(DAMAGED)),
        DAMAGED,
        SESSION,
        ENDING,
        new SessionPage(List.of(SESSION), 1, Optional.of("next")),
        SessionQuery.newestFirst(new SessionQuery.Page.Offset(0, 10)),
        new SessionQuery.Page.Offset(0, 10),
        new SessionQuery.Page.Cursor(Optional.empty(), 10),
        new SessionChange.Describe(Metadata.NONE),
        new SessionChange.End(ENDING),
        new SessionChange.Reopen(),
        new EntryChange.Answer("Bob."),
        new EntryChange.Rate(FEEDBACK),
        new EntryChange.Unrate(),
        new EntryRange.Last(10),
        new EntryRange.Before(5, 10),
        new EntryRange.After(5, 10),
        new DeletedSessions(1, 2),
        ContentHash.of("text"),
        new User(KEY.user(), NOON, Metadata.NONE),
        new ModelCall(
            "call",
            KEY.user(),
            Optional.of(KEY.session()),
            ModelCall.Operation.ANSWER,
            "model",
            Usage.NONE,
            NOON),
        new SessionClaim(KEY, "run", NOON),
        UsageTotal.of(Usage.NONE),
        TimeRange.since(NOON),
        new Job(
            "job",
            KEY.user(),
            "improve",
            Metadata.NONE,
            Job.State.QUEUED,
            0,
            0,
            1,
            Optional.empty(),
            NOON,
            NOON,
            Optional.empty()));
  }

  private static Stream<Record> ofGraphs() {
    Evidence evidence = new Evidence.OfChunk(CHUNK.id(), 0, CHUNK.text(), PROVENANCE);
    return Stream.of(
        DATASET,
        new DatasetName("main"),
        new Dataset(DATASET, KEY.user(), new DatasetName("main"), NOON),
        DOCUMENT,
        new Source.Text("a file"),
        new Source.SessionEntry(ENTRY_KEY, 1),
        CHUNK,
        CHUNK.id(),
        new Spoken("Jon", ""),
        ALICE,
        FACT,
        FACT.id(),
        SUMMARY,
        Validity.UNKNOWN,
        NodeSet.USER_SESSIONS,
        BATCH,
        BATCH.mentions().getFirst(),
        PROVENANCE,
        new GraphCounts(1, 1, 2, 1, 1),
        new WriteReport(1, 0, 0, 4, 1),
        new DocumentParts(DOCUMENT, Map.of(CHUNK.id(), Optional.of("a gist")), true),
        new DocumentQuery(DATASET, KEY.user(), Optional.empty(), Optional.of(DOCUMENT), 10),
        new DocumentContent(
            DOCUMENT, List.of(CHUNK.text()), List.of(ALICE), List.of(FACT.statement())),
        new Timeline(List.of(STATEMENT)),
        STATEMENT,
        new Timeline.Ending(FACT.id(), new FactId("later"), NOON),
        new EmbeddingSpace("a model", 3),
        INDEXED_TEXT,
        INDEXED_TEXT.place(),
        new IndexedCounts(1, 2),
        new GraphView(KEY.user(), Set.of(DATASET)),
        new RetrievalQuery(
            new GraphView(KEY.user(), Set.of(DATASET)),
            List.of("Who?"),
            Optional.empty(),
            Set.of(Evidence.Kind.CHUNK),
            Set.of(NodeSet.USER_SESSIONS),
            10),
        (Record) evidence,
        new Evidence.OfEntity(ALICE, PROVENANCE),
        new Evidence.OfSummary(SUMMARY.id(), SUMMARY.text(), PROVENANCE),
        new Evidence.OfFact(
            FACT.id(),
            ALICE,
            "knows",
            BOB,
            FACT.statement(),
            false,
            0.9,
            Validity.UNKNOWN,
            NOON,
            Optional.empty(),
            0.5,
            PROVENANCE),
        CANDIDATE,
        CANDIDATE.setting().orElseThrow(),
        CANDIDATE.told().orElseThrow());
  }

  private static Stream<Record> ofLanguage() {
    FoundEntity alice = new FoundEntity("Alice", "person", "");
    FoundFact fact =
        new FoundFact("Alice", "is", "Alice", "Alice is Alice.", false, 1, Validity.UNKNOWN);
    return Stream.of(
        new Prompt("Answer.", List.of(ENTRY), List.of(), "Who?", "Who is it?"),
        new Completion("Alice.", "model", List.of(), Usage.NONE),
        new Rewriting(Optional.of("Who is it?"), "rules", Usage.NONE),
        new Relevance(List.of(0.5), Usage.NONE),
        new Embeddings(List.of(Embedding.of("model", new float[] {1})), Usage.NONE),
        new Passage("Alice.", "", NOON),
        new Extraction(List.of(alice), List.of(fact), "", "rules", Usage.NONE),
        alice,
        fact);
  }

  private static Stream<Record> ofServers() {
    URI uri = URI.create("bolt://127.0.0.1:7687");
    Running running = new Running(uri, "1.0", 1, NOON);
    return Stream.of(
        new ServerAddress(uri, "user", "password"),
        running,
        new ServerStatus(State.RUNNING, "folder", 1, Optional.of(running)));
  }
}
