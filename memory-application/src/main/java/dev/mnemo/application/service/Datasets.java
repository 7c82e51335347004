package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DatasetContent;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DatasetView;
import dev.mnemo.application.service.DatasetAccess.Permitted;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.List;
import java.util.Optional;

/** The use cases on datasets as a whole. */
final class Datasets {

  private final DatasetAccess access;
  private final DatasetCatalog catalog;
  private final KnowledgeGraph graph;

  Datasets(DatasetAccess access, DatasetCatalog catalog, KnowledgeGraph graph) {
    this.access = access;
    this.catalog = catalog;
    this.graph = graph;
  }

  List<DatasetView> list(UserScope scope) {
    return access.all(scope).stream().map(this::view).toList();
  }

  DatasetContent show(UserScope scope, DatasetContent.Request request) {
    Permitted one = access.toRead(scope, request.dataset());
    List<DocumentContent> documents =
        graph.documents(
            new DocumentQuery(
                one.dataset().id(),
                scope.user(),
                request.nodeSet(),
                request.after(),
                request.limit()));
    Optional<Document> next =
        documents.size() < request.limit()
            ? Optional.empty()
            : Optional.of(documents.getLast().document());
    return new DatasetContent(view(one), documents, next);
  }

  DatasetView grant(UserScope scope, DatasetName name, UserId user, Permission permission) {
    if (user.equals(scope.user())) {
      throw new InvalidInputException("user", user, "name another; the dataset is your own");
    }
    Permitted own = own(scope, name);
    catalog.grant(own.dataset().id(), user, permission);
    return view(own);
  }

  DatasetView revoke(UserScope scope, DatasetName name, UserId user) {
    Permitted own = own(scope, name);
    catalog.revoke(own.dataset().id(), user);
    return view(own);
  }

  private Permitted own(UserScope scope, DatasetName name) {
    return access.toWrite(scope, DatasetRef.of(scope.user(), name));
  }

  private DatasetView view(Permitted one) {
    return new DatasetView(one.dataset(), one.access(), graph.count(one.dataset().id()));
  }
}
