package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model's reply as an extraction. Harmless flaws are mended: text around the JSON, an unlisted
 * subject, a time that cannot be read, a description that is too long. Where the sense is in doubt
 * the reply is refused, saying why, so that the model can correct it.
 */
final class ExtractionReply {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int LONGEST_TYPE = 128;
  private static final int LONGEST_DESCRIPTION = 2_000;
  private static final int LONGEST_STATEMENT = 8_192;
  private static final int LONGEST_SUMMARY = 2_000;
  private static final double UNTOLD_CONFIDENCE = 0.7;

  private final Ontology ontology;
  // By what makes two names the same thing.
  private final Map<String, FoundEntity> entities = new LinkedHashMap<>();
  private final List<FoundFact> facts = new ArrayList<>();

  private ExtractionReply(Ontology ontology) {
    this.ontology = ontology;
  }

  /**
   * What was extracted.
   *
   * @throws InvalidInputException if the reply cannot be used; says what is wrong with it
   */
  static Extraction read(String reply, Ontology ontology, String extractor, Usage usage) {
    JsonNode root = json(reply);
    ExtractionReply read = new ExtractionReply(ontology);
    read.readEntities(list(root, ExtractionSchema.ENTITIES));
    read.readFacts(list(root, ExtractionSchema.FACTS));
    return new Extraction(
        List.copyOf(read.entities.values()),
        read.facts,
        cut(text(root, ExtractionSchema.SUMMARY), LONGEST_SUMMARY),
        extractor,
        usage);
  }

  // Many models put a fence or a word around what they were asked for.
  private static JsonNode json(String reply) {
    int start = reply.indexOf('{');
    int end = reply.lastIndexOf('}');
    if (start < 0 || end < start) {
      throw new InvalidInputException("the reply", reply, "reply with one JSON object");
    }
    try {
      return JSON.readTree(reply.substring(start, end + 1));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "the reply", reply, "reply with one JSON object, whole and well-formed");
    }
  }

  private static JsonNode list(JsonNode root, String key) {
    JsonNode list = root.path(key);
    if (!list.isArray()) {
      throw InvalidInputException.missing(
          "\"%s\"".formatted(key), "give a list, which may be empty");
    }
    return list;
  }

  private void readEntities(JsonNode list) {
    for (JsonNode one : list) {
      String name = text(one, ExtractionSchema.NAME);
      // Some models list bare names.
      String given = one.isTextual() ? ChatPieces.wellFormed(one.textValue()).strip() : name;
      if (!given.isEmpty()) {
        add(
            new FoundEntity(
                given,
                ontology.entityType(cut(text(one, ExtractionSchema.TYPE), LONGEST_TYPE)),
                cut(text(one, ExtractionSchema.DESCRIPTION), LONGEST_DESCRIPTION)));
      }
    }
  }

  private void readFacts(JsonNode list) {
    for (int i = 0; i < list.size(); i++) {
      JsonNode one = list.get(i);
      String where = "\"%s\"[%d]".formatted(ExtractionSchema.FACTS, i);
      String subject = required(one, ExtractionSchema.SUBJECT, where);
      String told = required(one, ExtractionSchema.PREDICATE, where);
      String object = required(one, ExtractionSchema.OBJECT, where);
      Optional<String> predicate = ontology.relation(told);
      if (predicate.isPresent()) {
        facts.add(fact(one, listed(subject), predicate.get(), listed(object)));
      }
    }
  }

  private static FoundFact fact(JsonNode one, String subject, String predicate, String object) {
    boolean negated = one.path(ExtractionSchema.NEGATED).asBoolean(false);
    String told = cut(text(one, ExtractionSchema.STATEMENT), LONGEST_STATEMENT);
    String composed =
        "%s %s%s %s.".formatted(subject, negated ? "does not: " : "", predicate, object);
    return new FoundFact(
        subject,
        predicate,
        object,
        told.isEmpty() ? composed : told,
        negated,
        confidence(one.path(ExtractionSchema.CONFIDENCE)),
        validity(one));
  }

  private static double confidence(JsonNode told) {
    double confidence = told.asDouble(UNTOLD_CONFIDENCE);
    return Double.isNaN(confidence) ? UNTOLD_CONFIDENCE : Math.clamp(confidence, 0, 1);
  }

  private static Validity validity(JsonNode one) {
    Optional<Instant> from = ToldTime.of(text(one, ExtractionSchema.VALID_FROM));
    Optional<Instant> to =
        ToldTime.of(text(one, ExtractionSchema.VALID_TO))
            .filter(end -> from.map(start -> !end.isBefore(start)).orElse(true));
    return new Validity(from, to);
  }

  /** The name under which the entity is listed, which it is from now on. */
  private String listed(String name) {
    return add(new FoundEntity(name, Ontology.THING, "")).name();
  }

  private FoundEntity add(FoundEntity entity) {
    String same =
        Normalizer.normalize(entity.name(), Normalizer.Form.NFKC)
            .replaceAll("\\s+", " ")
            .toLowerCase(Locale.ROOT);
    FoundEntity known = entities.putIfAbsent(same, entity);
    return known == null ? entity : known;
  }

  private static String required(JsonNode one, String key, String where) {
    String value = text(one, key);
    if (value.isEmpty()) {
      throw InvalidInputException.missing("%s.\"%s\"".formatted(where, key), "give a text");
    }
    return value;
  }

  /** A text or a number as text; empty for anything else. */
  private static String text(JsonNode node, String key) {
    return ChatPieces.wellFormed(node.path(key).asText("")).strip();
  }

  private static String cut(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)).strip();
  }
}
