package dev.mnemo.adapter.graph.neo4j;

import static java.util.Comparator.naturalOrder;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.neo4j.driver.Values;

/** A part of a batch as the parameters of the writing statements. */
final class BatchRows {

  private final GraphBatch batch;
  private final BatchPart part;
  private final VectorSlot slot;

  /**
   * @param slot where vectors go
   */
  BatchRows(GraphBatch batch, BatchPart part, VectorSlot slot) {
    this.batch = batch;
    this.part = part;
    this.slot = slot;
  }

  Map<String, Object> nodes() {
    Map<String, Object> parameters = common();
    parameters.put("documents", part.documents().stream().map(this::row).toList());
    parameters.put("chunks", part.chunks().stream().map(this::row).toList());
    parameters.put("summaries", part.summaries().stream().map(this::row).toList());
    parameters.put("entities", part.entities().stream().map(this::row).toList());
    Vectors chunkVectors = new Vectors();
    part.chunks().forEach(one -> chunkVectors.add(one.chunk().id(), one.chunk().embedding()));
    parameters.put("chunkVectors", chunkVectors.rows());
    Vectors summaryVectors = new Vectors();
    part.summaries()
        .forEach(one -> summaryVectors.add(one.summary().id(), one.summary().embedding()));
    parameters.put("summaryVectors", summaryVectors.rows());
    return parameters;
  }

  /** How many times a document describes an entity; it may have done so before. */
  int descriptions() {
    return part.entities().stream().mapToInt(entity -> entity.documents().size()).sum();
  }

  /** How many other relationships the nodes of this part bring with them, all of them new. */
  int otherRelationships() {
    return part.fresh() + part.entities().stream().mapToInt(entity -> entity.chunks().size()).sum();
  }

  /** How many times a chunk states a fact. */
  int statements() {
    return part.facts().stream().mapToInt(fact -> fact.chunks().size()).sum();
  }

  /** The timelines that these facts belong to. */
  Set<String> lines() {
    Set<String> lines = new TreeSet<>();
    for (BatchPart.Stated one : part.facts()) {
      one.chunks().values().stream()
          .map(BatchPart.Statement::fact)
          .forEach(
              fact ->
                  fact.slot().ifPresent(slot -> lines.add(Timelines.line(fact.subject(), slot))));
    }
    return lines;
  }

  boolean hasFacts() {
    return !part.facts().isEmpty();
  }

  Map<String, Object> facts() {
    Map<String, Object> parameters = common();
    parameters.put("facts", part.facts().stream().map(this::row).toList());
    Vectors vectors = new Vectors();
    part.facts()
        .forEach(one -> vectors.add(one.fact().id().value(), one.first().fact().embedding()));
    parameters.put("factVectors", vectors.rows());
    return parameters;
  }

  private Map<String, Object> common() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("dataset", batch.dataset().value());
    parameters.put("at", Times.of(batch.at()));
    parameters.put("slot", slot.property());
    return parameters;
  }

  private Map<String, Object> row(Document document) {
    return Map.of(
        "id", document.id().value(),
        "properties", Documents.properties(batch.dataset(), document));
  }

  private Map<String, Object> row(BatchPart.ChunkOf one) {
    return Map.of(
        "id", one.chunk().id().value(),
        "document", one.document().id().value(),
        "gist", one.chunk().gist().<Object>map(gist -> gist).orElse(Values.NULL),
        "properties", properties(one));
  }

  private Map<String, Object> properties(BatchPart.ChunkOf one) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("text", one.chunk().text());
    properties.put("position", one.chunk().position());
    properties.put("scope", scope(List.of(one.document())));
    one.chunk()
        .spoken()
        .ifPresent(
            spoken -> {
              properties.put("speaker", spoken.speaker());
              properties.put("preceding", spoken.preceding());
            });
    return properties;
  }

  private Map<String, Object> row(BatchPart.SummaryOf one) {
    return Map.of(
        "id", one.summary().id().value(),
        "document", one.document().id().value(),
        "properties",
            Map.of("text", one.summary().text(), "scope", scope(List.of(one.document()))));
  }

  private Map<String, Object> row(BatchPart.Described one) {
    Entity entity = one.entity();
    return Map.of(
        "id", entity.id().value(),
        "said",
            Map.of(
                "name", entity.name(),
                "type", entity.type(),
                "description", entity.description()),
        "scope", scope(one.documents().values()),
        "place",
            one.documents().values().stream().map(Places::of).min(naturalOrder()).orElseThrow(),
        "documents",
            one.documents().values().stream()
                .map(document -> Map.of("id", document.id().value(), "place", Places.of(document)))
                .toList(),
        "chunks", List.copyOf(one.chunks().keySet()));
  }

  private Map<String, Object> row(BatchPart.Stated one) {
    Fact fact = one.fact();
    Map<String, Object> row = new HashMap<>();
    row.put("id", fact.id().value());
    row.put("subject", fact.subject().value());
    row.put("object", fact.object().value());
    row.put("properties", identity(fact));
    BatchPart.Statement first = one.first();
    row.put("said", said(first.fact()));
    row.put("place", first.place().sorted());
    row.put("toldAt", Times.of(first.place().document().time()));
    row.put("scope", scope(one.documents()));
    List<Map<String, Object>> statements = new ArrayList<>();
    one.chunks()
        .forEach(
            (id, said) ->
                statements.add(
                    Map.of(
                        "chunk", id,
                        "place", said.place().sorted(),
                        "said", said(said.fact()))));
    row.put("statements", statements);
    one.chunks().values().stream()
        .flatMap(said -> said.fact().validity().invalidAt().stream())
        .min(naturalOrder())
        .ifPresent(end -> row.put("invalidAt", Times.of(end)));
    return row;
  }

  /** What makes a fact this fact, whoever states it. */
  private static Map<String, Object> identity(Fact fact) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("predicate", fact.predicate());
    properties.put("negated", fact.negated());
    putTime(properties, "validAt", fact.validity().validAt());
    return properties;
  }

  /** How it was stated. */
  private static Map<String, Object> said(Fact fact) {
    Map<String, Object> said = new HashMap<>();
    said.put("statement", fact.statement());
    said.put("confidence", fact.confidence());
    said.put("extractor", fact.extractor());
    putTime(said, "invalidAt", fact.validity().invalidAt());
    fact.slot()
        .ifPresent(
            slot -> {
              said.put("slot", slot);
              said.put("line", Timelines.line(fact.subject(), slot));
            });
    return said;
  }

  private static void putTime(Map<String, Object> properties, String key, Optional<Instant> time) {
    time.ifPresent(known -> properties.put(key, Times.of(known)));
  }

  /** The scopes of what these documents support. */
  private List<String> scope(Collection<Document> documents) {
    return Scopes.of(
        batch.dataset(),
        documents.stream()
            .flatMap(document -> document.nodeSets().stream())
            .collect(Collectors.toSet()));
  }

  /** Rows of those that have a vector; a missing one is never stored. */
  private static final class Vectors {

    private final List<Map<String, Object>> rows = new ArrayList<>();

    void add(NodeId id, Optional<Embedding> embedding) {
      add(id.value(), embedding);
    }

    void add(String id, Optional<Embedding> embedding) {
      embedding.ifPresent(
          known -> rows.add(Map.of("id", id, "vector", Values.value(known.vector()))));
    }

    List<Map<String, Object>> rows() {
      return rows;
    }
  }
}
