package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.GraphView;
import java.util.Optional;
import java.util.Set;

/** What a user scope may read, and nothing else. */
final class ReadableDatasets {

  private final DatasetAccess access;

  ReadableDatasets(DatasetAccess access) {
    this.access = access;
  }

  /**
   * The dataset of that name, or all where no name is given, as the user sees them; none where the
   * user has none yet.
   *
   * @throws NotFoundException if a name is given that the user cannot read
   */
  GraphView view(UserScope scope, Optional<DatasetRef> name) {
    Set<DatasetId> datasets =
        name.isPresent()
            ? Set.of(access.toRead(scope, name.get()).dataset().id())
            : access.readable(scope);
    return new GraphView(scope.user(), datasets);
  }
}
