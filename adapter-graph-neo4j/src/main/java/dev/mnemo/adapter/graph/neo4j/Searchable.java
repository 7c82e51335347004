package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of evidence as the database keeps and indexes them. */
enum Searchable {
  CHUNK("MnemoChunk", List.of(new Field("text", 1), new Field("preceding", 0.5)), "speaker", true),
  FACT("MnemoFact", List.of(new Field("statement", 1)), "", true),
  ENTITY("MnemoEntity", List.of(new Field("name", 1), new Field("description", 1)), "", false),
  SUMMARY("MnemoSummary", List.of(new Field("text", 1)), "", true);

  /**
   * A property with words.
   *
   * @param boost what finding a word in it counts; what was said just before a turn says less of it
   *     than the turn itself
   */
  record Field(String name, double boost) {}

  private final String label;
  private final List<Field> fields;
  private final String speakerField;
  private final boolean embedded;

  Searchable(String label, List<Field> fields, String speakerField, boolean embedded) {
    this.label = label;
    this.fields = fields;
    this.speakerField = speakerField;
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

  /** Where words are looked for. */
  List<Field> fields() {
    return fields;
  }

  /** Where the name of who spoke is. */
  Optional<String> speakerField() {
    return speakerField.isEmpty() ? Optional.empty() : Optional.of(speakerField);
  }

  /** All that the full-text index holds. */
  List<String> indexed() {
    List<String> all = new ArrayList<>();
    fields.forEach(field -> all.add(field.name()));
    speakerField().ifPresent(all::add);
    all.add("scope");
    return List.copyOf(all);
  }

  /** What its vectors are made of. */
  String embeddedField() {
    return fields.getFirst().name();
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
