package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.model.Require;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The types of entities and relations that a user wants to find, each with a description that may
 * be empty. No types of one sort: any of that sort.
 */
record Ontology(SequencedMap<String, String> entityTypes, SequencedMap<String, String> relations) {

  /** Everything is welcome. */
  static final Ontology OPEN = new Ontology(new LinkedHashMap<>(), new LinkedHashMap<>());

  /** The type of what has no other. */
  static final String THING = "thing";

  Ontology {
    entityTypes = folded("entity type", Require.present("entity types", entityTypes), 128);
    relations = folded("relation type", Require.present("relation types", relations), 512);
  }

  /** The type that is meant, as this ontology spells it; a thing where it has none such. */
  String entityType(String told) {
    String type = spelling(told);
    if (entityTypes.isEmpty()) {
      return type.isEmpty() ? THING : type;
    }
    return meant(type, entityTypes).orElse(THING);
  }

  /** The relation that is meant, as this ontology spells it; empty where it has none such. */
  Optional<String> relation(String told) {
    return relations.isEmpty() ? Optional.of(spelling(told)) : meant(spelling(told), relations);
  }

  /** The names of the entity types that a reply may hold; empty for any. */
  List<String> allowedEntityTypes() {
    List<String> allowed = new ArrayList<>(entityTypes.keySet());
    if (!allowed.isEmpty() && !allowed.contains(THING)) {
      allowed.add(THING);
    }
    return List.copyOf(allowed);
  }

  /** What a model is told of it; empty for nothing. */
  String instructions() {
    StringBuilder text = new StringBuilder();
    if (!entityTypes.isEmpty()) {
      text.append("\n\nUse only these types of entities, and thing for all others:\n");
      list(entityTypes, text);
    }
    if (!relations.isEmpty()) {
      text.append("\n\nUse only these predicates, and leave out facts that fit none of them:\n");
      list(relations, text);
    }
    return text.toString();
  }

  private static void list(Map<String, String> types, StringBuilder text) {
    types.forEach(
        (name, description) ->
            text.append("- ")
                .append(name)
                .append(description.isEmpty() ? "" : ": " + description)
                .append('\n'));
    text.setLength(text.length() - 1);
  }

  private static Optional<String> meant(String told, Map<String, String> types) {
    return types.keySet().stream().filter(type -> loose(type).equals(loose(told))).findFirst();
  }

  private static SequencedMap<String, String> folded(
      String what, SequencedMap<String, String> types, int longest) {
    SequencedMap<String, String> folded = new LinkedHashMap<>();
    types.forEach(
        (name, description) ->
            folded.put(
                spelling(Require.identifier(what, name, longest)),
                Require.text("description of " + what + " " + name, description).strip()));
    return folded;
  }

  private static String spelling(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }

  // WORKS_AT, works-at and works at are one.
  private static String loose(String name) {
    return name.replaceAll("[\\s_-]+", " ");
  }
}
