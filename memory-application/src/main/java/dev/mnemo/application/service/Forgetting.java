package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DatasetView.Access;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.service.DatasetAccess.Permitted;
import dev.mnemo.domain.exception.AccessDeniedException;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Forgets documents and datasets; sessions stay untouched. */
final class Forgetting {

  private static final int PAGE = 1_000;

  private final DatasetAccess access;
  private final DatasetCatalog catalog;
  private final KnowledgeGraph graph;

  Forgetting(DatasetAccess access, DatasetCatalog catalog, KnowledgeGraph graph) {
    this.access = access;
    this.catalog = catalog;
    this.graph = graph;
  }

  DeletionReport forgetDocuments(
      UserScope scope, DatasetRef ref, Set<NodeId> documents, ForgetMode mode) {
    Permitted target = access.toWrite(scope, ref);
    DeletionTally tally = new DeletionTally(mode);
    DatasetId dataset = target.dataset().id();
    Set<NodeId> meant =
        target.access() == Access.OWN ? Set.copyOf(documents) : seen(scope, dataset, documents);
    if (!meant.isEmpty()) {
      tally.graph(graph.forget(dataset, meant, mode));
    }
    return tally.report();
  }

  // Ids can be computed from names, so that knowing one proves nothing.
  private Set<NodeId> seen(UserScope scope, DatasetId dataset, Set<NodeId> documents) {
    Set<NodeId> seen = new HashSet<>();
    Optional<Document> after = Optional.empty();
    List<DocumentContent> page;
    do {
      page =
          graph.documents(new DocumentQuery(dataset, scope.user(), Optional.empty(), after, PAGE));
      for (DocumentContent content : page) {
        after = Optional.of(content.document());
        if (documents.contains(content.document().id())) {
          seen.add(content.document().id());
        }
      }
    } while (page.size() == PAGE && seen.size() < documents.size());
    return seen;
  }

  DeletionReport forgetDataset(UserScope scope, DatasetRef ref, ForgetMode mode) {
    if (!ref.owner().orElse(scope.user()).equals(scope.user())) {
      Permitted other = access.toRead(scope, ref);
      throw new AccessDeniedException(
          "user '%s' may not forget the dataset '%s' of user '%s'; only its owner may"
              .formatted(scope.user(), ref.name(), other.dataset().owner()));
    }
    DeletionTally tally = new DeletionTally(mode);
    forget(DatasetId.of(scope.user(), ref.name()), mode, tally);
    return tally.report();
  }

  /**
   * Forgets a dataset, which need not be in the catalog. Its content goes before its entry, so that
   * what is left after a failure can still be found, and again after it, with what was written in
   * between.
   */
  void forget(DatasetId dataset, ForgetMode mode, DeletionTally tally) {
    tally.graph(graph.forgetAll(dataset, mode));
    tally.grants(catalog.grants(dataset).size());
    switch (mode) {
      case DRY_RUN -> tally.dataset(catalog.find(dataset).isPresent());
      case FORGET -> {
        tally.dataset(catalog.delete(dataset));
        tally.graph(graph.forgetAll(dataset, mode));
      }
    }
  }
}
