package dev.mnemo.application.service;

import dev.mnemo.application.service.ChunkReader.ReadChunk;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphBatch.Mention;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what the chunks of one document say into one batch: a thing named twice is one node. */
final class DocumentBuilder {

  private static final String UNKNOWN_TYPE = "thing";

  private final DatasetId dataset;
  private final Document document;
  private final List<Chunk> chunks = new ArrayList<>();
  private final List<String> summaries = new ArrayList<>();
  private final Map<NodeId, Entity> entities = new LinkedHashMap<>();
  private final Set<Mention> mentions = new LinkedHashSet<>();
  private final Map<FactId, Fact> facts = new LinkedHashMap<>();

  DocumentBuilder(DatasetId dataset, Document document) {
    this.dataset = dataset;
    this.document = document;
  }

  void add(ReadChunk read) {
    NodeId chunk = NodeId.chunk(document.id(), read.position());
    chunks.add(new Chunk(chunk, document.id(), read.position(), read.text(), read.embedding()));
    for (FoundEntity found : read.extraction().entities()) {
      Entity entity = new Entity(id(found.name()), found.name(), found.type(), found.description());
      entities.merge(entity.id(), entity, DocumentBuilder::merged);
      mentions.add(new Mention(chunk, entity.id()));
    }
    List<FoundFact> found = read.extraction().facts();
    for (int i = 0; i < found.size(); i++) {
      Fact fact = fact(found.get(i), read.extraction().extractor(), chunk, read.facts().get(i));
      facts.merge(fact.id(), fact, DocumentBuilder::merged);
    }
    summaries.add(read.extraction().summary());
  }

  /** What the chunks' summaries, where there are any, say together. */
  List<String> summaries() {
    return List.copyOf(summaries);
  }

  GraphBatch build(String summary, Optional<Embedding> embedding, Instant at) {
    Summary whole = new Summary(NodeId.summary(document.id()), document.id(), summary, embedding);
    return new GraphBatch(
        dataset,
        List.of(document),
        chunks,
        List.copyOf(entities.values()),
        List.copyOf(mentions),
        List.copyOf(facts.values()),
        List.of(whole),
        at);
  }

  private NodeId id(String name) {
    return NodeId.entity(dataset, name);
  }

  private Fact fact(
      FoundFact found, String extractor, NodeId chunk, Optional<Embedding> embedding) {
    NodeId subject = id(found.subject());
    NodeId object = id(found.object());
    String predicate = found.predicate().strip().toLowerCase(Locale.ROOT);
    return new Fact(
        FactId.of(subject, predicate, object, found.negated(), found.validity()),
        subject,
        predicate,
        object,
        found.statement(),
        found.negated(),
        found.confidence(),
        extractor,
        found.validity(),
        Set.of(chunk),
        embedding);
  }

  // The first name stays; a type beats none; the longer description says more.
  private static Entity merged(Entity first, Entity second) {
    return new Entity(
        first.id(),
        first.name(),
        first.type().equals(UNKNOWN_TYPE) ? second.type() : first.type(),
        second.description().length() > first.description().length()
            ? second.description()
            : first.description());
  }

  private static Fact merged(Fact first, Fact second) {
    Set<NodeId> statedBy = new HashSet<>(first.statedBy());
    statedBy.addAll(second.statedBy());
    Validity validity =
        first.validity().invalidAt().isPresent() ? first.validity() : second.validity();
    return new Fact(
        first.id(),
        first.subject(),
        first.predicate(),
        first.object(),
        first.statement(),
        first.negated(),
        Math.max(first.confidence(), second.confidence()),
        first.extractor(),
        validity,
        statedBy,
        first.embedding());
  }
}
