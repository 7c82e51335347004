package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.neo4j.driver.Value;

/** Documents as properties of their node, and back. */
final class Documents {

  /** Of a document {@code d}, what {@link #document} reads. */
  static final String PROJECTION =
      "d {.id, .content, .time, .nodeSets, .title, .user, .session, .entryId, .sequence}";

  private Documents() {}

  /** Everything but dataset and id. */
  static Map<String, Object> properties(DatasetId dataset, Document document) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("content", document.content().value());
    properties.put("time", Times.of(document.time()));
    properties.put("nodeSets", document.nodeSets().stream().map(NodeSet::name).sorted().toList());
    properties.put("scope", Scopes.of(dataset, document));
    properties.put("title", document.source().title());
    if (document.source() instanceof Source.SessionEntry(EntryKey entry, long sequence)) {
      properties.put("entry", indexed(entry));
      properties.put("user", entry.session().user().value());
      properties.put("session", entry.session().session().value());
      properties.put("entryId", entry.entry().value());
      properties.put("sequence", sequence);
    }
    return properties;
  }

  /** What tells the session, or the text, that a document belongs to from others. */
  static String whole(Document document) {
    return switch (document.source()) {
      case Source.Text text -> document.id().value();
      case Source.SessionEntry entry ->
          ContentHash.of(
                  "session",
                  entry.entry().session().user().value(),
                  entry.entry().session().session().value())
              .value();
    };
  }

  /** An entry's key in one short text, whatever its parts hold. */
  static String indexed(EntryKey entry) {
    return ContentHash.of(
            entry.session().user().value(),
            entry.session().session().value(),
            entry.entry().value())
        .value();
  }

  /** A session's key in one short text. */
  static String indexed(SessionKey session) {
    return ContentHash.of(session.user().value(), session.session().value()).value();
  }

  /** Entries by {@link #indexed}. */
  static Map<String, EntryKey> indexed(Set<EntryKey> entries) {
    Map<String, EntryKey> byIndexed = new HashMap<>();
    entries.forEach(entry -> byIndexed.put(indexed(entry), entry));
    return byIndexed;
  }

  static Document document(Value properties) {
    return new Document(
        new NodeId(properties.get("id").asString()),
        source(properties),
        new ContentHash(properties.get("content").asString()),
        properties.get("time").asZonedDateTime().toInstant(),
        properties.get("nodeSets").asList(Value::asString).stream()
            .map(NodeSet::new)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Source source(Value properties) {
    if (properties.get("entryId").isNull()) {
      return new Source.Text(properties.get("title").asString());
    }
    SessionKey session =
        SessionKey.of(properties.get("user").asString(), properties.get("session").asString());
    return new Source.SessionEntry(
        new EntryKey(session, new EntryId(properties.get("entryId").asString())),
        properties.get("sequence").asLong());
  }
}
