package dev.mnemo.domain.model.language;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Validity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Knowledge found in a passage. Entities are named by their names; every subject and object of a
 * fact is among the entities.
 *
 * @param summary the passage in short, empty for none
 * @param extractor who found it, such as {@code rules} or a model's name
 */
public record Extraction(
    List<FoundEntity> entities,
    List<FoundFact> facts,
    String summary,
    String extractor,
    Usage usage) {

  /** An entity as the passage names it, pronouns resolved. */
  public record FoundEntity(String name, String type, String description) {
    public FoundEntity {
      Require.identifier("entity name", name, 1_024);
      Require.identifier("entity type", type, 128);
      Require.text("entity description", description);
    }
  }

  /** A fact between two found entities; the parts mean what {@code Fact} says. */
  public record FoundFact(
      String subject,
      String predicate,
      String object,
      String statement,
      boolean negated,
      double confidence,
      Validity validity) {
    public FoundFact {
      Require.identifier("subject", subject, 1_024);
      Require.identifier("predicate", predicate, 512);
      Require.identifier("object", object, 1_024);
      Require.identifier("statement", statement, 8_192);
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new InvalidInputException("confidence", confidence, "use 0 to 1");
      }
      Require.present("validity", validity);
    }
  }

  public Extraction {
    entities = List.copyOf(Require.present("entities", entities));
    facts = List.copyOf(Require.present("facts", facts));
    Require.text("summary", summary);
    Require.identifier("extractor", extractor, 256);
    Require.present("usage", usage);
    Set<String> names = new HashSet<>();
    entities.forEach(entity -> names.add(entity.name()));
    for (FoundFact fact : facts) {
      if (!names.contains(fact.subject()) || !names.contains(fact.object())) {
        throw new InvalidInputException(
            "fact", fact.statement(), "list its subject and its object among the entities");
      }
    }
  }
}
