package dev.mnemo.application.service;

import dev.mnemo.application.service.ChunkReader.ReadChunk;
import dev.mnemo.application.service.ChunkReader.UnreadChunk;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Usage;
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
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what some chunks of one document say into one batch. */
final class DocumentBuilder {

  private final DatasetId dataset;
  private final Document document;
  private final Findings findings;
  private final List<Chunk> chunks = new ArrayList<>();
  private final Map<NodeId, Entity> entities = new LinkedHashMap<>();
  private final Set<Mention> mentions = new LinkedHashSet<>();
  private final List<Fact> facts = new ArrayList<>();
  private boolean paid;

  DocumentBuilder(DatasetId dataset, Document document, Slots slots) {
    this.dataset = dataset;
    this.document = document;
    this.findings = new Findings(dataset, slots);
  }

  void add(ReadChunk read) {
    UnreadChunk given = read.chunk();
    NodeId chunk = NodeId.chunk(document.id(), given.position(), given.text());
    chunks.add(
        new Chunk(
            chunk,
            document.id(),
            given.position(),
            given.text(),
            read.embedding(),
            read.extraction().map(Extraction::summary)));
    read.extraction().ifPresent(extraction -> add(extraction, chunk, read.facts()));
    paid |= !read.extraction().map(Extraction::usage).equals(Optional.of(Usage.NONE));
  }

  private void add(Extraction extraction, NodeId chunk, List<Optional<Embedding>> embeddings) {
    for (FoundEntity found : extraction.entities()) {
      Entity entity = findings.entity(found);
      entities.merge(entity.id(), entity, Findings::merged);
      mentions.add(new Mention(chunk, entity.id()));
    }
    List<FoundFact> found = extraction.facts();
    Set<FactId> stated = new HashSet<>();
    for (int i = 0; i < found.size(); i++) {
      Fact fact =
          findings.fact(found.get(i), extraction.extractor(), Set.of(chunk), embeddings.get(i));
      if (stated.add(fact.id())) {
        facts.add(fact);
      }
    }
  }

  /** How many chunks were added. */
  int size() {
    return chunks.size();
  }

  /** Whether reading them cost something. */
  boolean paid() {
    return paid;
  }

  GraphBatch build(Optional<Summary> summary, Instant at) {
    return new GraphBatch(
        dataset,
        List.of(document),
        chunks,
        List.copyOf(entities.values()),
        List.copyOf(mentions),
        facts,
        summary.stream().toList(),
        Optional.empty(),
        at);
  }
}
