package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.value.ValueException;

/** Reads candidates from the rows of {@link RetrievalCypher}. */
final class CandidateRows {

  private static final double NO_FEEDBACK = 0.5;

  private final Searchable kind;
  private final SaidWords asked;

  /**
   * @param asked what the words of the question are
   */
  CandidateRows(Searchable kind, SaidWords asked) {
    this.kind = kind;
    this.asked = asked;
  }

  /**
   * Empty where the row's node was deleted while it was read, or says what was asked for only to
   * others.
   *
   * @throws ClientException if the row says that the space searched in is not in use any more
   */
  Optional<Candidate> candidate(Record record) {
    Value row = record.get("row");
    if (row.size() == 1) {
      throw new ClientException("the graph's vectors were replaced by those of another model");
    }
    if (row.get(1).isNull()) {
      return Optional.empty();
    }
    try {
      return switch (kind) {
        case CHUNK -> Optional.of(of(row, row.get(5).asString(), setting(row)));
        case SUMMARY -> Optional.of(of(row, row.get(5).asString(), Optional.empty()));
        case FACT -> fact(row);
        case ENTITY -> entity(row);
      };
    } catch (ValueException | InvalidInputException e) {
      throw new CorruptedDataException(
          "knowledge graph (neo4j): the node '%s' cannot be read".formatted(row.get(1)),
          "forget its document and remember it again",
          e);
    }
  }

  private Candidate of(Value row, String text, Optional<Candidate.Setting> setting) {
    return of(row, text, Set.of(), setting, Optional.empty());
  }

  private Candidate of(
      Value row,
      String text,
      Set<NodeId> entities,
      Optional<Candidate.Setting> setting,
      Optional<Candidate.Told> told) {
    return new Candidate(
        new EvidenceId(kind.kind(), new DatasetId(row.get(0).asString()), row.get(1).asString()),
        text,
        row.get(2).asDouble(),
        // An index that rounds may give a little more than 1.
        Math.clamp(row.get(3).asDouble(), 0, 1),
        row.get(4).asDouble(NO_FEEDBACK),
        entities,
        setting,
        told);
  }

  // What was written by earlier versions has no setting.
  private static Optional<Candidate.Setting> setting(Value row) {
    if (row.get(9).isNull()) {
      return Optional.empty();
    }
    Optional<Spoken> spoken =
        row.get(10).isNull()
            ? Optional.empty()
            : Optional.of(new Spoken(row.get(10).asString(), row.get(11).asString()));
    return Optional.of(
        new Candidate.Setting(
            row.get(6).asString(),
            row.get(7).asLong(0),
            row.get(8).asInt(),
            row.get(9).asZonedDateTime().toInstant(),
            spoken));
  }

  private Optional<Candidate> fact(Value row) {
    Set<NodeId> entities = row.get(7).isNull() ? Set.of() : ids(row.get(7));
    String stored = row.get(5).asString();
    String text = row.get(6).asString(stored);
    Candidate found = of(row, text, entities, Optional.empty(), Optional.of(told(row)));
    return text.equals(stored) ? Optional.of(found) : seenOnly(found, row.get(12).asBoolean());
  }

  private static Candidate.Told told(Value row) {
    Optional<Instant> until =
        Stream.of(row.get(9), row.get(10))
            .flatMap(value -> Times.known(value).stream())
            .min(Comparator.naturalOrder());
    return new Candidate.Told(new Validity(Times.known(row.get(8)), until), ids(row.get(11)));
  }

  private static Set<NodeId> ids(Value list) {
    return list.asList(id -> new NodeId(id.asString())).stream().collect(Collectors.toSet());
  }

  private Optional<Candidate> entity(Value row) {
    NodeId id = new NodeId(row.get(1).asString());
    Entity stored =
        new Entity(id, row.get(5).asString(), row.get(6).asString(), row.get(7).asString());
    Entity seen =
        new Entity(
            id,
            row.get(8).asString(stored.name()),
            row.get(9).asString(stored.type()),
            row.get(8).isNull() ? stored.description() : row.get(10).asString(""));
    Candidate found = of(row, seen.text(), Set.of(id), Optional.empty(), Optional.empty());
    return seen.equals(stored) ? Optional.of(found) : seenOnly(found, false);
  }

  // Words and vector found what is stored; what is seen of it may be something else, of which there
  // is no vector.
  private Optional<Candidate> seenOnly(Candidate found, boolean around) {
    boolean said = asked.anyIn(found.text());
    return said || around
        ? Optional.of(found.scored(said ? found.textScore() : 0, 0))
        : Optional.empty();
  }
}
