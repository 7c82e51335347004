package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;
import java.time.Instant;
import java.util.Optional;

/** Something the graph holds that may answer a question. */
public sealed interface Evidence {

  /** The kinds of evidence a retrieval can ask for. */
  enum Kind {
    CHUNK,
    FACT,
    ENTITY,
    SUMMARY
  }

  /** The node's or the fact's id. */
  String id();

  /** What it says, readable on its own. */
  String text();

  Provenance provenance();

  /** Which it is, among all of its dataset. */
  default EvidenceId evidenceId() {
    return new EvidenceId(kind(), provenance().dataset(), id());
  }

  /** Its kind, as retrievals name it. */
  default Kind kind() {
    return switch (this) {
      case OfChunk chunk -> Kind.CHUNK;
      case OfFact fact -> Kind.FACT;
      case OfEntity entity -> Kind.ENTITY;
      case OfSummary summary -> Kind.SUMMARY;
    };
  }

  /**
   * A chunk, with its place in its document.
   *
   * @param spoken of a turn of a conversation
   */
  record OfChunk(
      NodeId node, int position, String text, Optional<Spoken> spoken, Provenance provenance)
      implements Evidence {
    public OfChunk {
      Require.present("chunk id", node);
      Require.text("text", text);
      Require.present("spoken", spoken);
      Require.present("provenance", provenance);
    }

    /** A chunk of a text. */
    public OfChunk(NodeId node, int position, String text, Provenance provenance) {
      this(node, position, text, Optional.empty(), provenance);
    }

    /** The same turn after other words; a chunk of a text is after none. */
    public OfChunk after(String preceding) {
      return new OfChunk(
          node,
          position,
          text,
          spoken.map(turn -> new Spoken(turn.speaker(), preceding)),
          provenance);
    }

    @Override
    public String id() {
      return node.value();
    }
  }

  /**
   * A fact, with both its times and its feedback weight.
   *
   * @param createdAt since when it is known here
   * @param expiredAt when a later statement contradicted it here
   * @param weight 0 to 1, 0.5 without feedback
   */
  record OfFact(
      FactId fact,
      Entity subject,
      String predicate,
      Entity object,
      String statement,
      boolean negated,
      double confidence,
      Validity validity,
      Instant createdAt,
      Optional<Instant> expiredAt,
      double weight,
      Provenance provenance)
      implements Evidence {
    public OfFact {
      Require.present("fact id", fact);
      Require.present("subject", subject);
      Require.text("predicate", predicate);
      Require.present("object", object);
      Require.text("statement", statement);
      Require.present("validity", validity);
      Require.present("created at", createdAt);
      Require.present("expired at", expiredAt);
      Require.present("provenance", provenance);
    }

    @Override
    public String id() {
      return fact.value();
    }

    @Override
    public String text() {
      return statement;
    }
  }

  /** An entity with what is known of it. */
  record OfEntity(Entity entity, Provenance provenance) implements Evidence {
    public OfEntity {
      Require.present("entity", entity);
      Require.present("provenance", provenance);
    }

    @Override
    public String id() {
      return entity.id().value();
    }

    @Override
    public String text() {
      return entity.text();
    }
  }

  /** A document's summary. */
  record OfSummary(NodeId node, String text, Provenance provenance) implements Evidence {
    public OfSummary {
      Require.present("summary id", node);
      Require.text("text", text);
      Require.present("provenance", provenance);
    }

    @Override
    public String id() {
      return node.value();
    }
  }
}
