package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;
import java.util.Optional;
import java.util.Set;

/**
 * A statement about two entities: the graph's edge from subject to object.
 *
 * @param predicate a short verb phrase in lower case, such as {@code lives in}
 * @param statement the fact as a sentence that stands on its own
 * @param negated whether the text denies it
 * @param confidence 0 to 1
 * @param extractor who drew it from the text, such as {@code rules} or a model's name
 * @param slot what of the subject it tells the value of, such as {@code residence}, where there is
 *     one value at a time; empty where several may hold at once
 * @param statedBy the chunks that state it, at least one
 */
public record Fact(
    FactId id,
    NodeId subject,
    String predicate,
    NodeId object,
    String statement,
    boolean negated,
    double confidence,
    String extractor,
    Validity validity,
    Optional<String> slot,
    Set<NodeId> statedBy,
    Optional<Embedding> embedding) {

  public Fact {
    Require.present("fact id", id);
    Require.present("subject", subject);
    Require.identifier("predicate", predicate, 512);
    Require.present("object", object);
    Require.identifier("statement", statement, 8_192);
    Require.share("confidence", confidence);
    Require.identifier("extractor", extractor, 256);
    Require.present("validity", validity);
    Require.present("slot", slot).ifPresent(name -> Require.identifier("slot", name, 128));
    statedBy = Set.copyOf(Require.present("stating chunks", statedBy));
    if (statedBy.isEmpty()) {
      throw new InvalidInputException("stating chunks", statedBy, "name at least one chunk");
    }
    Require.present("embedding", embedding);
  }
}
