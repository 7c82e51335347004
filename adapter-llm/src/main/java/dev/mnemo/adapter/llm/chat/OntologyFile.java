package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Reads an ontology from a JSON file: {@code entity_types} and {@code relation_types}, each an
 * object of names and descriptions, or a list of names.
 */
final class OntologyFile {

  private static final String ENTITY_TYPES = "entity_types";
  private static final String RELATION_TYPES = "relation_types";
  private static final Set<String> KEYS = Set.of(ENTITY_TYPES, RELATION_TYPES);
  // All of it goes into every prompt.
  private static final int MOST_TYPES = 200;
  private static final long MOST_BYTES = 1L << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;

  private OntologyFile(Path file) {
    this.file = file;
  }

  /**
   * The file's ontology.
   *
   * @throws InvalidInputException if it cannot be read, or is no ontology
   */
  static Ontology read(Path file) {
    return new OntologyFile(file).read();
  }

  private Ontology read() {
    JsonNode root = json();
    if (!root.isObject()) {
      throw wrong("make it a JSON object with \"%s\" and \"%s\"", ENTITY_TYPES, RELATION_TYPES);
    }
    root.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw wrong(
                    "it has \"%s\"; use \"%s\" and \"%s\"", key, ENTITY_TYPES, RELATION_TYPES);
              }
            });
    if (root.isEmpty()) {
      throw wrong("give it \"%s\", \"%s\" or both", ENTITY_TYPES, RELATION_TYPES);
    }
    try {
      return new Ontology(types(root, ENTITY_TYPES), types(root, RELATION_TYPES));
    } catch (InvalidInputException e) {
      throw e.field().equals("ontology file") ? e : wrong("%s", String.valueOf(e.getMessage()));
    }
  }

  private JsonNode json() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw wrong("use a file of at most %d KB", MOST_BYTES >> 10);
      }
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw wrong(
          "correct the JSON at line %d, column %d",
          e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    } catch (CharacterCodingException e) {
      throw wrong("write it in UTF-8");
    } catch (IOException e) {
      throw wrong("name a file that exists and can be read");
    }
  }

  private SequencedMap<String, String> types(JsonNode root, String key) {
    JsonNode given = root.path(key);
    SequencedMap<String, String> types = new LinkedHashMap<>();
    if (given.isArray()) {
      given.forEach(name -> types.put(text(key, name), ""));
    } else if (given.isObject()) {
      given
          .properties()
          .forEach(one -> types.put(one.getKey(), text(key + "." + one.getKey(), one.getValue())));
    } else if (!given.isMissingNode()) {
      throw wrong("make \"%s\" an object of names and descriptions, or a list of names", key);
    }
    if (types.size() > MOST_TYPES) {
      throw wrong("give \"%s\" at most %d names, not %d", key, MOST_TYPES, types.size());
    }
    return types;
  }

  private String text(String where, JsonNode value) {
    if (!value.isTextual()) {
      throw wrong("make \"%s\" a text, not %s", where, value.getNodeType());
    }
    return value.textValue();
  }

  private InvalidInputException wrong(String remedy, Object... values) {
    return new InvalidInputException("ontology file", file, remedy.formatted(values));
  }
}
