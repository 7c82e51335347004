package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.value.ValueException;

/** Reads evidence from the rows of an answer. */
final class EvidenceRows {

  private EvidenceRows() {}

  static Candidate candidate(Record row) {
    return new Candidate(evidence(row), row.get("text").asDouble(), row.get("vector").asDouble());
  }

  static Evidence evidence(Record row) {
    Value item = row.get("item");
    try {
      Provenance provenance = provenance(row, item);
      return switch (Evidence.Kind.valueOf(row.get("kind").asString())) {
        case CHUNK ->
            new Evidence.OfChunk(
                id(item), item.get("position").asInt(), item.get("text").asString(), provenance);
        case SUMMARY -> new Evidence.OfSummary(id(item), item.get("text").asString(), provenance);
        case ENTITY -> new Evidence.OfEntity(entity(item), provenance);
        case FACT -> fact(item, provenance);
      };
    } catch (ValueException | InvalidInputException e) {
      throw new CorruptedDataException(
          "knowledge graph (neo4j): the node '%s' cannot be read".formatted(item.get("id")),
          "forget its document and remember it again",
          e);
    }
  }

  static Evidence.OfFact fact(Value item, Provenance provenance) {
    return new Evidence.OfFact(
        new FactId(item.get("id").asString()),
        entity(item.get("subject")),
        item.get("predicate").asString(),
        entity(item.get("object")),
        item.get("statement").asString(),
        item.get("negated").asBoolean(),
        item.get("confidence").asDouble(),
        new Validity(time(item.get("validAt")), time(item.get("invalidAt"))),
        item.get("createdAt").asZonedDateTime().toInstant(),
        time(item.get("expiredAt")),
        item.get("weight").asDouble(),
        provenance);
  }

  private static Entity entity(Value item) {
    return new Entity(
        id(item),
        item.get("name").asString(),
        item.get("type").asString(),
        item.get("description").asString());
  }

  private static NodeId id(Value item) {
    return new NodeId(item.get("id").asString());
  }

  private static Optional<Instant> time(Value value) {
    return value.isNull() ? Optional.empty() : Optional.of(value.asZonedDateTime().toInstant());
  }

  private static Provenance provenance(Record row, Value item) {
    return new Provenance(
        new DatasetId(item.get("dataset").asString()),
        row.get("documents").asList(Documents::document),
        row.get("chunks").asList(chunk -> new NodeId(chunk.asString())));
  }
}
