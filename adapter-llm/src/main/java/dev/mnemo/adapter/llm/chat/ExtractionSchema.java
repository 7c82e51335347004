package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of a reply. Every property is required and none else is allowed, as providers that
 * follow a schema strictly demand; what is not known is an empty text.
 */
final class ExtractionSchema {

  static final String SUMMARY = "summary";
  static final String ENTITIES = "entities";
  static final String NAME = "name";
  static final String TYPE = "type";
  static final String DESCRIPTION = "description";
  static final String FACTS = "facts";
  static final String SUBJECT = "subject";
  static final String PREDICATE = "predicate";
  static final String OBJECT = "object";
  static final String STATEMENT = "statement";
  static final String NEGATED = "negated";
  static final String CONFIDENCE = "confidence";
  static final String VALID_FROM = "valid_from";
  static final String VALID_TO = "valid_to";

  private ExtractionSchema() {}

  /** The shape with the types of an ontology as the only ones. */
  static JsonSchema of(Ontology ontology) {
    Map<String, JsonSchemaElement> entity = new LinkedHashMap<>();
    entity.put(NAME, text());
    entity.put(TYPE, oneOf(ontology.allowedEntityTypes()));
    entity.put(DESCRIPTION, text());
    Map<String, JsonSchemaElement> fact = new LinkedHashMap<>();
    fact.put(SUBJECT, text());
    fact.put(PREDICATE, oneOf(List.copyOf(ontology.relations().keySet())));
    fact.put(OBJECT, text());
    fact.put(STATEMENT, text());
    fact.put(NEGATED, JsonBooleanSchema.builder().build());
    fact.put(CONFIDENCE, JsonNumberSchema.builder().build());
    fact.put(VALID_FROM, text());
    fact.put(VALID_TO, text());
    Map<String, JsonSchemaElement> root = new LinkedHashMap<>();
    root.put(ENTITIES, JsonArraySchema.builder().items(object(entity)).build());
    root.put(FACTS, JsonArraySchema.builder().items(object(fact)).build());
    root.put(SUMMARY, text());
    return JsonSchema.builder().name("extraction").rootElement(object(root)).build();
  }

  private static JsonSchemaElement object(Map<String, JsonSchemaElement> properties) {
    return JsonObjectSchema.builder()
        .addProperties(properties)
        .required(List.copyOf(properties.keySet()))
        .additionalProperties(false)
        .build();
  }

  private static JsonSchemaElement oneOf(List<String> values) {
    return values.isEmpty() ? text() : JsonEnumSchema.builder().enumValues(values).build();
  }

  private static JsonSchemaElement text() {
    return JsonStringSchema.builder().build();
  }
}
