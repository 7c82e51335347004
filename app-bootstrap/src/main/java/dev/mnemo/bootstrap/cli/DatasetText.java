package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.DatasetView;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A dataset, for people and for programs. */
final class DatasetText {

  private static final int SHOWN = 5;

  private DatasetText() {}

  static String line(DatasetView view) {
    String whose =
        switch (view.access()) {
          case OWN -> "yours";
          case WRITE -> "of %s, to read and write".formatted(view.dataset().owner());
          case READ -> "of %s, to read".formatted(view.dataset().owner());
        };
    return "%s  (%s)  %s"
        .formatted(view.dataset().name(), whose, DeletionText.graph(view.counts()));
  }

  static ObjectNode shape(DatasetView view) {
    ObjectNode node = JsonShapes.object();
    node.put("dataset", view.dataset().name().value());
    node.put("dataset_id", view.dataset().id().value());
    node.put("owner", view.dataset().owner().value());
    node.put("access", view.access().name().toLowerCase(Locale.ROOT));
    node.put("created_at", view.dataset().createdAt().toString());
    node.set("counts", DeletionText.shape(view.counts()));
    return node;
  }

  /** A document with what it tells: its statements, or where it states nothing, its text. */
  static List<String> lines(DocumentContent content) {
    List<String> lines = new ArrayList<>();
    Document document = content.document();
    lines.add("  %s  %s".formatted(document.id(), document.source().title()));
    List<String> told = content.statements().isEmpty() ? content.texts() : content.statements();
    told.stream().limit(SHOWN).forEach(text -> lines.add("    " + AnswerText.shortened(text)));
    if (told.size() > SHOWN) {
      lines.add("    … and %d more".formatted(told.size() - SHOWN));
    }
    return lines;
  }

  static ObjectNode shape(DocumentContent content) {
    Document document = content.document();
    ObjectNode node = JsonShapes.object();
    node.put("document_id", document.id().value());
    node.put("title", document.source().title());
    node.put("time", document.time().toString());
    if (document.source() instanceof Source.SessionEntry(EntryKey entry, long sequence)) {
      node.put("session_id", entry.session().session().value());
      node.put("qa_id", entry.entry().value());
      node.put("sequence", sequence);
    }
    document.nodeSets().stream()
        .map(set -> set.name())
        .sorted()
        .forEach(node.putArray("node_sets")::add);
    content.texts().forEach(node.putArray("texts")::add);
    ArrayNode entities = node.putArray("entities");
    content.entities().forEach(entity -> entities.add(entity.name()));
    content.statements().forEach(node.putArray("statements")::add);
    return node;
  }
}
