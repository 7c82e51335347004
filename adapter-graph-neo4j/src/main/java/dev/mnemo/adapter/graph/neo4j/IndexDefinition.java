package dev.mnemo.adapter.graph.neo4j;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * An index, or a constraint with its index, that the store must have.
 *
 * @param type as the server lists it
 * @param properties in their order
 * @param settings what it must be configured with, as far as that matters here
 * @param statement creates it where no index has its name
 */
record IndexDefinition(
    String name,
    Type type,
    String label,
    List<String> properties,
    Map<String, Object> settings,
    String statement) {

  /** What an index is for. */
  enum Type {
    UNIQUE("RANGE"),
    RANGE("RANGE"),
    FULLTEXT("FULLTEXT"),
    VECTOR("VECTOR");

    private final String listed;

    Type(String listed) {
      this.listed = listed;
    }
  }

  static IndexDefinition unique(String name, String label, String... keys) {
    return new IndexDefinition(
        name,
        Type.UNIQUE,
        label,
        List.of(keys),
        Map.of(),
        "CREATE CONSTRAINT %s IF NOT EXISTS FOR (n:%s) REQUIRE (%s) IS UNIQUE"
            .formatted(name, label, "n." + String.join(", n.", keys)));
  }

  static IndexDefinition range(String name, String label, String... keys) {
    return new IndexDefinition(
        name,
        Type.RANGE,
        label,
        List.of(keys),
        Map.of(),
        "CREATE RANGE INDEX %s IF NOT EXISTS FOR (n:%s) ON (%s)"
            .formatted(name, label, "n." + String.join(", n.", keys)));
  }

  /** Stems and English stop words; the scope keeps datasets apart inside the index. */
  static IndexDefinition fullText(Searchable kind) {
    List<String> properties = kind.indexed();
    return new IndexDefinition(
        kind.textIndex(),
        Type.FULLTEXT,
        kind.label(),
        properties,
        Map.of("fulltext.analyzer", "english"),
        """
        CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (n:%s) ON EACH [%s]
        OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}}"""
            .formatted(kind.textIndex(), kind.label(), "n." + String.join(", n.", properties)));
  }

  /** Not quantized: one bit per dimension, the newer servers' default, loses most neighbours. */
  static IndexDefinition vector(Searchable kind, StoredSpace stored, Dialect dialect) {
    String property = stored.property();
    int dimension = stored.space().dimension();
    List<String> properties =
        switch (dialect) {
          case CYPHER_5 -> List.of(property);
          case CYPHER_25 -> List.of(property, "realm");
        };
    String filter =
        switch (dialect) {
          case CYPHER_5 -> "";
          case CYPHER_25 -> " WITH [n.realm]";
        };
    return new IndexDefinition(
        stored.index(kind),
        Type.VECTOR,
        kind.label(),
        properties,
        Map.of("vector.dimensions", (long) dimension),
        """
        CREATE VECTOR INDEX %s IF NOT EXISTS FOR (n:%s) ON (n.%s)%s
        OPTIONS {indexConfig: {`vector.dimensions`: %d, `vector.similarity_function`: 'cosine',
          `vector.quantization.enabled`: false}}"""
            .formatted(stored.index(kind), kind.label(), property, filter, dimension));
  }

  /** Whether a listed index has this one's name. */
  boolean isNamed(Record index) {
    return index.get("name").asString().equals(name);
  }

  /** Whether a listed index does what this one is for; the name matters where queries use it. */
  boolean isMetBy(Record index) {
    boolean usable =
        switch (type) {
          case UNIQUE -> !index.get("owningConstraint").isNull();
          case RANGE -> true;
          case FULLTEXT, VECTOR -> isNamed(index);
        };
    return usable
        && index.get("type").asString().equals(type.listed)
        && index.get("labelsOrTypes").equals(listed(List.of(label)))
        && index.get("properties").equals(listed(properties))
        && hasSettings(index.get("options").get("indexConfig"));
  }

  /**
   * Whether a listed index is this one for another embedding model, or of an older server or
   * version.
   */
  boolean replaces(Record index) {
    return (type == Type.VECTOR || type == Type.FULLTEXT)
        && isNamed(index)
        && index.get("type").asString().equals(type.listed)
        && index.get("labelsOrTypes").equals(listed(List.of(label)));
  }

  /** Whether a listed index is dropped for this one: made for other vectors, or never finished. */
  boolean mustGiveWay(Record index) {
    boolean broken =
        isNamed(index)
            && index.get("state").asString().equals("FAILED")
            && index.get("owningConstraint").isNull();
    return broken || (replaces(index) && !isMetBy(index));
  }

  @Override
  public String toString() {
    return "%s (%s on :%s(%s))".formatted(name, type, label, String.join(", ", properties));
  }

  private boolean hasSettings(Value config) {
    return settings.entrySet().stream()
        .allMatch(one -> one.getValue().equals(config.get(one.getKey()).asObject()));
  }

  private static Value listed(List<String> texts) {
    return Values.value(texts);
  }
}
