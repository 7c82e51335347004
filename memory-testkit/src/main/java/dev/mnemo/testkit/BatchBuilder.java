package dev.mnemo.testkit;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Batches for tests. Entities and facts belong to the chunk added last, chunks and summaries to the
 * document added last; adding an entity or a fact again adds the chunk to those that state it.
 */
public final class BatchBuilder {

  private final DatasetId dataset;
  private Instant at = TestClock.NOON;
  private final List<Document> documents = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private final Map<NodeId, Entity> entities = new LinkedHashMap<>();
  private final Set<GraphBatch.Mention> mentions = new LinkedHashSet<>();
  private final Map<FactId, Fact> facts = new LinkedHashMap<>();
  private final List<Summary> summaries = new ArrayList<>();
  private Optional<FactId> lastFact = Optional.empty();

  private BatchBuilder(DatasetId dataset) {
    this.dataset = dataset;
  }

  /** An empty batch for a dataset, known at {@link TestClock#NOON}. */
  public static BatchBuilder in(DatasetId dataset) {
    return new BatchBuilder(dataset);
  }

  /** When the batch becomes known. */
  public BatchBuilder at(Instant time) {
    at = time;
    return this;
  }

  /** A document titled and made of {@code text}, with that text as its first chunk. */
  public BatchBuilder text(String text, NodeSet... nodeSets) {
    return document(text, nodeSets).chunk(text);
  }

  /** A document titled and made of {@code text}, of which the batch holds only what is added. */
  public BatchBuilder document(String text, NodeSet... nodeSets) {
    ContentHash content = ContentHash.of(text);
    String title = text.length() > 40 ? text.substring(0, 40).strip() : text;
    NodeId id = NodeId.document(dataset, content);
    documents.add(
        new Document(
            id, new Source.Text("on " + title), content, TestClock.NOON, Set.of(nodeSets)));
    return this;
  }

  /** As {@link #entry(EntryKey, long, String)}, for the first entry of its session. */
  public BatchBuilder entry(EntryKey entry, String text) {
    return entry(entry, 1, text);
  }

  /** The document of a session entry, tagged as such, with {@code text} as its first chunk. */
  public BatchBuilder entry(EntryKey entry, long sequence, String text) {
    documents.add(
        new Document(
            NodeId.document(dataset, entry),
            new Source.SessionEntry(entry, sequence),
            ContentHash.of(text),
            TestClock.NOON,
            Set.of(NodeSet.USER_SESSIONS)));
    return chunk(text);
  }

  /** What "today" means inside the document added last; {@link TestClock#NOON} unless told. */
  public BatchBuilder time(Instant time) {
    Document document = documents.removeLast();
    documents.add(
        new Document(
            document.id(), document.source(), document.content(), time, document.nodeSets()));
    return this;
  }

  /** One more chunk of the document, without an embedding. */
  public BatchBuilder chunk(String text) {
    NodeId document = documents.getLast().id();
    return chunk(
        Math.toIntExact(chunks.stream().filter(c -> c.document().equals(document)).count()), text);
  }

  /** The chunk at a position of the document, without an embedding. */
  public BatchBuilder chunk(int position, String text) {
    NodeId document = documents.getLast().id();
    chunks.add(
        new Chunk(
            NodeId.chunk(document, position, text),
            document,
            position,
            text,
            Optional.empty(),
            Optional.of("")));
    return this;
  }

  /** Takes the gist from the chunk added last: its extraction has not succeeded. */
  public BatchBuilder unread() {
    Chunk chunk = chunks.removeLast();
    chunks.add(with(chunk, chunk.embedding(), Optional.empty()));
    return this;
  }

  /** Makes the chunk added last a turn of a conversation. */
  public BatchBuilder spoken(String speaker, String preceding) {
    Chunk chunk = chunks.removeLast();
    chunks.add(
        new Chunk(
            chunk.id(),
            chunk.document(),
            chunk.position(),
            chunk.text(),
            Optional.of(new Spoken(speaker, preceding)),
            chunk.embedding(),
            chunk.gist()));
    return this;
  }

  /** Gives the chunk added last a gist. */
  public BatchBuilder gist(String text) {
    Chunk chunk = chunks.removeLast();
    chunks.add(with(chunk, chunk.embedding(), Optional.of(text)));
    return this;
  }

  /** Gives the chunk added last an embedding. */
  public BatchBuilder embedded(Embedding embedding) {
    Chunk chunk = chunks.removeLast();
    chunks.add(with(chunk, Optional.of(embedding), chunk.gist()));
    return this;
  }

  private static Chunk with(Chunk chunk, Optional<Embedding> embedding, Optional<String> gist) {
    return new Chunk(
        chunk.id(),
        chunk.document(),
        chunk.position(),
        chunk.text(),
        chunk.spoken(),
        embedding,
        gist);
  }

  /** An entity that the chunk names. */
  public BatchBuilder entity(String name, String type, String description) {
    NodeId id = NodeId.entity(dataset, name);
    entities.putIfAbsent(id, new Entity(id, name, type, description));
    mentions.add(new GraphBatch.Mention(chunks.getLast().id(), id));
    return this;
  }

  /** A fact that the chunk states, its entities included. */
  public BatchBuilder fact(String subject, String predicate, String object) {
    return fact(subject, predicate, object, false, Validity.UNKNOWN, Optional.empty());
  }

  /** A fact that the chunk states, in full; its entities are things nobody described. */
  public BatchBuilder fact(
      String subject,
      String predicate,
      String object,
      boolean negated,
      Validity validity,
      Optional<Embedding> embedding) {
    entity(subject, "thing", "");
    entity(object, "thing", "");
    NodeId from = NodeId.entity(dataset, subject);
    NodeId to = NodeId.entity(dataset, object);
    FactId id = FactId.of(from, predicate, to, negated, validity);
    Set<NodeId> statedBy = new HashSet<>(Set.of(chunks.getLast().id()));
    Fact known = facts.get(id);
    if (known != null) {
      statedBy.addAll(known.statedBy());
    }
    String statement = "%s %s %s.".formatted(subject, predicate, object);
    facts.put(
        id,
        new Fact(
            id,
            from,
            predicate,
            to,
            statement,
            negated,
            0.75,
            "rules",
            validity,
            Optional.empty(),
            statedBy,
            embedding));
    lastFact = Optional.of(id);
    return this;
  }

  /** Says of the fact added last what of its subject it tells the value of. */
  public BatchBuilder slot(String name) {
    lastFact.ifPresent(
        last ->
            facts.computeIfPresent(
                last,
                (id, fact) ->
                    new Fact(
                        id,
                        fact.subject(),
                        fact.predicate(),
                        fact.object(),
                        fact.statement(),
                        fact.negated(),
                        fact.confidence(),
                        fact.extractor(),
                        fact.validity(),
                        Optional.of(name),
                        fact.statedBy(),
                        fact.embedding())));
    return this;
  }

  /** The document's summary. */
  public BatchBuilder summary(String text, Optional<Embedding> embedding) {
    NodeId document = documents.getLast().id();
    summaries.add(new Summary(NodeId.summary(document), document, text, embedding));
    return this;
  }

  /** The documents' ids, in order. */
  public List<NodeId> documentIds() {
    return documents.stream().map(Document::id).toList();
  }

  public GraphBatch build() {
    return new GraphBatch(
        dataset,
        documents,
        chunks,
        List.copyOf(entities.values()),
        List.copyOf(mentions),
        List.copyOf(facts.values()),
        summaries,
        Optional.empty(),
        at);
  }
}
