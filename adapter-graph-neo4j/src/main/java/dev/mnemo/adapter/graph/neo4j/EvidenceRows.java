package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Validity;
import java.util.List;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.value.ValueException;

/** Reads evidence from the rows of an answer. */
final class EvidenceRows {

  private EvidenceRows() {}

  /** As {@link #evidence}, for rows of facts. */
  static Optional<Evidence.OfFact> fact(Record row) {
    return evidence(row).map(Evidence.OfFact.class::cast);
  }

  /** Empty where the row's node was deleted while it was read, or nothing of it is seen. */
  static Optional<Evidence> evidence(Record row) {
    // A deleted node shows no properties to whom it still has in hand; what no document supports
    // any more is about to go.
    Value item = row.get("item");
    List<Value> documents =
        row.get("documents").asList(one -> one).stream().filter(EvidenceRows::isThere).toList();
    if (!isThere(item) || documents.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(evidence(row, item, provenance(row, item, documents)));
    } catch (ValueException | InvalidInputException e) {
      throw new CorruptedDataException(
          "knowledge graph (neo4j): the node '%s' cannot be read".formatted(id(item)),
          "forget its document and remember it again",
          e);
    }
  }

  private static boolean isThere(Value node) {
    return !node.get("id").isNull();
  }

  private static Evidence evidence(Record row, Value item, Provenance provenance) {
    return switch (Evidence.Kind.valueOf(row.get("kind").asString())) {
      case CHUNK ->
          new Evidence.OfChunk(
              id(item),
              item.get("position").asInt(),
              item.get("text").asString(),
              spoken(item),
              provenance);
      case SUMMARY -> new Evidence.OfSummary(id(item), item.get("text").asString(), provenance);
      case ENTITY -> new Evidence.OfEntity(entity(item, item.get("seen")), provenance);
      case FACT -> fact(item, provenance);
    };
  }

  private static Optional<Spoken> spoken(Value item) {
    return item.get("speaker").isNull()
        ? Optional.empty()
        : Optional.of(
            new Spoken(item.get("speaker").asString(), item.get("preceding").asString("")));
  }

  private static Evidence.OfFact fact(Value item, Provenance provenance) {
    return new Evidence.OfFact(
        new FactId(item.get("id").asString()),
        entity(item.get("subject"), item.get("seenSubject")),
        item.get("predicate").asString(),
        entity(item.get("object"), item.get("seenObject")),
        item.get("statement").asString(),
        item.get("negated").asBoolean(),
        item.get("confidence").asDouble(),
        new Validity(Times.known(item.get("validAt")), Times.known(item.get("invalidAt"))),
        item.get("createdAt").asZonedDateTime().toInstant(),
        Times.known(item.get("expiredAt")),
        item.get("weight").asDouble(),
        provenance);
  }

  // What is seen of it where that is not all.
  private static Entity entity(Value item, Value seen) {
    boolean all = seen.isNull() || seen.get("name").isNull();
    return entity(id(item), all ? item : seen);
  }

  static Entity entity(Value item) {
    return entity(id(item), item);
  }

  private static Entity entity(NodeId id, Value told) {
    return new Entity(
        id,
        told.get("name").asString(),
        told.get("type").asString(),
        told.get("description").asString());
  }

  private static NodeId id(Value item) {
    return new NodeId(item.get("id").asString());
  }

  private static Provenance provenance(Record row, Value item, List<Value> documents) {
    return new Provenance(
        new DatasetId(item.get("dataset").asString()),
        documents.stream().map(Documents::document).toList(),
        row.get("chunks").asList(chunk -> new NodeId(chunk.asString())));
  }
}
