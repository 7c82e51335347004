package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.Reembedded;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.application.port.in.SearchPreview;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.application.port.in.SessionView;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public JSON contract: snake_case names, in a fixed order. */
final class JsonShapes {

  private JsonShapes() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode search(SearchRequest request, SearchResult result) {
    ObjectNode node = object();
    node.put("answer", result.answer());
    node.put("session_id", request.type().conversational() ? request.session().value() : null);
    node.put("qa_id", result.entry().map(id -> id.value()).orElse(null));
    node.put("search_type", result.type().name());
    node.put("remembered", result.remembered());
    result.notRemembered().ifPresent(reason -> node.put("not_remembered_reason", reason));
    node.put("model", result.model().orElse(null));
    node.set("sources", ranked(result.sources()));
    node.set("usage", usage(result.usage()));
    return node;
  }

  static ObjectNode preview(SearchRequest request, SearchPreview preview) {
    ObjectNode node = object();
    node.put("question", request.question());
    node.put("standalone_question", preview.prompt().standaloneQuestion());
    node.put("search_type", request.type().name());
    node.put("instructions", preview.prompt().instructions());
    ArrayNode history = node.putArray("history");
    preview
        .prompt()
        .history()
        .forEach(
            entry ->
                history
                    .addObject()
                    .put("question", entry.question())
                    .put("answer", entry.answer()));
    preview.withoutHistory().ifPresent(reason -> node.put("without_history_reason", reason));
    node.set("sources", ranked(preview.sources()));
    return node;
  }

  static ObjectNode recall(@Nullable String id, String question, List<Ranked> results) {
    ObjectNode node = object();
    if (id != null) {
      node.put("id", id);
    }
    node.put("question", question);
    node.set("results", ranked(results));
    return node;
  }

  static ArrayNode ranked(List<Ranked> results) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    results.forEach(result -> array.add(ranked(result)));
    return array;
  }

  private static ObjectNode ranked(Ranked result) {
    Evidence evidence = result.evidence();
    ObjectNode node = object();
    node.put("rank", result.rank());
    node.put("score", result.score());
    node.put("text", evidence.text());
    List<Document> documents = evidence.provenance().documents();
    documents.stream().findFirst().ifPresent(first -> node.put("document_id", first.id().value()));
    List<EntryKey> entries = entries(documents);
    entries.stream()
        .findFirst()
        .ifPresent(first -> node.put("session_id", first.session().session().value()));
    if (!entries.isEmpty()) {
      ArrayNode ids = node.putArray("qa_ids");
      entries.forEach(entry -> ids.add(entry.entry().value()));
    }
    evidence.provenance().chunks().stream()
        .findFirst()
        .ifPresent(chunk -> node.put("chunk_id", chunk.value()));
    if (evidence instanceof Evidence.OfFact fact) {
      node.put("fact_id", fact.fact().value());
    }
    return node;
  }

  private static List<EntryKey> entries(List<Document> documents) {
    return documents.stream()
        .flatMap(
            document ->
                switch (document.source()) {
                  case Source.SessionEntry(EntryKey entry, long sequence) ->
                      Optional.of(entry).stream();
                  case Source.Text text -> Optional.<EntryKey>empty().stream();
                })
        .toList();
  }

  static ObjectNode entry(QAEntry entry) {
    ObjectNode node = object();
    node.put("qa_id", entry.id().value());
    node.put("sequence", entry.sequence());
    node.put("session_id", entry.session().session().value());
    node.put("user_id", entry.session().user().value());
    node.put("time", entry.time().toString());
    node.put("question", entry.question());
    node.put("answer", entry.answer());
    node.put("context", entry.turn().context());
    if (entry.feedback().isPresent()) {
      node.put("feedback_score", entry.feedback().get().score());
      node.put("feedback_text", entry.feedback().get().text());
    } else {
      node.putNull("feedback_score");
      node.putNull("feedback_text");
    }
    GraphElementIds used = entry.turn().used();
    ObjectNode ids = node.putObject("used_graph_element_ids");
    used.nodeIds().forEach(ids.putArray("node_ids")::add);
    used.edgeIds().forEach(ids.putArray("edge_ids")::add);
    node.set("usage", usage(entry.turn().usage()));
    if (!entry.turn().metadata().values().isEmpty()) {
      entry.turn().metadata().values().forEach(node.putObject("metadata")::put);
    }
    return node;
  }

  static ObjectNode usage(Usage usage) {
    ObjectNode node = object();
    node.put("tokens_in", usage.tokensIn());
    node.put("tokens_out", usage.tokensOut());
    node.put("cost_usd", usage.costUsd().orElse(null));
    node.put("estimated", usage.estimated());
    return node;
  }

  static ObjectNode usageTotal(UsageTotal total) {
    ObjectNode node = object();
    node.put("calls", total.calls());
    node.set("usage", usage(total.usage()));
    node.put("known_cost_usd", total.knownCostUsd());
    node.put("unpriced_calls", total.unpriced());
    return node;
  }

  static ObjectNode session(SessionView view) {
    Session session = view.session();
    ObjectNode node = object();
    node.put("session_id", session.key().session().value());
    node.put("user_id", session.key().user().value());
    node.put("status", view.status().name().toLowerCase(Locale.ROOT));
    node.put("started_at", session.startedAt().toString());
    node.put("last_activity_at", session.lastActivityAt().toString());
    node.put("ended_at", session.ending().map(Ending::at).map(Object::toString).orElse(null));
    node.put("entries", session.entries());
    node.set("usage", usage(session.usage()));
    session.metadata().values().forEach(node.putObject("metadata")::put);
    node.put("expires_at", session.expiresAt().map(Object::toString).orElse(null));
    return node;
  }

  /** A session's record as a line of an export. */
  static ObjectNode savedSession(Session session) {
    ObjectNode node = object();
    ObjectNode record = node.putObject("session");
    record.put("session_id", session.key().session().value());
    record.put("user_id", session.key().user().value());
    record.put(
        "status",
        session
            .ending()
            .map(end -> end.outcome().name())
            .orElse("RUNNING")
            .toLowerCase(Locale.ROOT));
    record.put("started_at", session.startedAt().toString());
    record.put("last_activity_at", session.lastActivityAt().toString());
    record.put("ended_at", session.ending().map(end -> end.at().toString()).orElse(null));
    record.put("entries", session.entries());
    record.set("usage", usage(session.usage()));
    if (!session.metadata().values().isEmpty()) {
      session.metadata().values().forEach(record.putObject("metadata")::put);
    }
    return node;
  }

  static ObjectNode remembered(String title, Remembered result) {
    ObjectNode node = object();
    node.put("title", title);
    node.put("dataset", result.dataset().name().value());
    node.put("document_id", result.document().value());
    node.put("already_there", result.written().unchanged() > 0);
    node.put("chunks", result.chunks());
    node.put("chunks_known", result.known());
    ArrayNode failed = node.putArray("chunks_failed");
    result
        .failed()
        .forEach(
            one ->
                failed
                    .addObject()
                    .put("position", one.position())
                    .put("extracted", one.extracted())
                    .put("reason", one.reason()));
    node.put("nodes", result.written().nodes());
    node.put("facts", result.written().facts());
    node.set("usage", usage(result.usage()));
    return node;
  }

  static ObjectNode reembedded(Reembedded result) {
    ObjectNode node = object();
    node.put("model", result.space().model());
    node.put("dimension", result.space().dimension());
    node.put("texts", result.texts());
    node.put("embedded", result.embedded());
    node.put("removed", result.removed());
    node.set("usage", usage(result.usage()));
    return node;
  }

  static ObjectNode error(MnemoException failure) {
    return error(kind(failure), String.valueOf(failure.getMessage()), failure.retryable());
  }

  static ObjectNode error(String kind, String message, boolean retryable) {
    ObjectNode node = object();
    node.putObject("error").put("kind", kind).put("message", message).put("retryable", retryable);
    return node;
  }

  private static String kind(MnemoException failure) {
    return failure
        .getClass()
        .getSimpleName()
        .replace("Exception", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }
}
