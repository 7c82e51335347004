package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of evidence as the database keeps and indexes them. */
enum Searchable {
  CHUNK("MnemoChunk", List.of("text"), true),
  FACT("MnemoFact", List.of("statement"), true),
  ENTITY("MnemoEntity", List.of("name", "description"), false),
  SUMMARY("MnemoSummary", List.of("text"), true);

  private final String label;
  private final List<String> textFields;
  private final boolean embedded;

  Searchable(String label, List<String> textFields, boolean embedded) {
    this.label = label;
    this.textFields = textFields;
    this.embedded = embedded;
  }

  static Searchable of(Evidence.Kind kind) {
    return switch (kind) {
      case CHUNK -> CHUNK;
      case FACT -> FACT;
      case ENTITY -> ENTITY;
      case SUMMARY -> SUMMARY;
    };
  }

  String label() {
    return label;
  }

  List<String> textFields() {
    return textFields;
  }

  /** What its vectors are made of. */
  String embeddedField() {
    return textFields.getFirst();
  }

  /** The kinds whose nodes have embeddings. */
  static List<Searchable> ofVectors() {
    return Stream.of(values()).filter(Searchable::embedded).toList();
  }

  /** The kind of evidence it is. */
  Evidence.Kind kind() {
    return Evidence.Kind.valueOf(name());
  }

  /** Whether its nodes have embeddings. */
  boolean embedded() {
    return embedded;
  }

  String textIndex() {
    return "mnemo_%s_text".formatted(name().toLowerCase(Locale.ROOT));
  }
}
