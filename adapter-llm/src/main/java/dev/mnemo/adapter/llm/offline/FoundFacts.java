package dev.mnemo.adapter.llm.offline;

import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The facts of a passage, each once, and the entities between which they hold. */
final class FoundFacts {

  private final EntityTypes types;
  private final List<FoundFact> facts = new ArrayList<>();
  private final Set<List<Object>> known = new LinkedHashSet<>();

  FoundFacts(EntityTypes types) {
    this.types = types;
  }

  void add(FoundFact fact) {
    List<Object> key =
        List.of(fact.subject(), fact.predicate(), fact.object(), fact.negated(), fact.validity());
    if (!fact.subject().equals(fact.object()) && known.add(key)) {
      facts.add(fact);
    }
  }

  List<FoundFact> facts() {
    return List.copyOf(facts);
  }

  List<FoundEntity> entities() {
    Set<String> names = new LinkedHashSet<>();
    for (FoundFact fact : facts) {
      names.add(fact.subject());
      names.add(fact.object());
    }
    return names.stream()
        .map(name -> new FoundEntity(name, types.typeOf(name), description(name)))
        .toList();
  }

  // What the text says that it is.
  private String description(String name) {
    Optional<FoundFact> said =
        facts.stream()
            .filter(fact -> fact.subject().equals(name) && !fact.negated())
            .filter(
                fact ->
                    fact.predicate().equals("is")
                        || fact.predicate().startsWith("is the ")
                        || fact.predicate().equals("works as"))
            .findFirst();
    return said.map(FoundFact::statement).orElse("");
  }
}
