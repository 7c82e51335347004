package dev.mnemo.application.service;

import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.DatasetCatalog;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user scope may read, and nothing else. */
final class ReadableDatasets {

  private final DatasetCatalog catalog;

  ReadableDatasets(DatasetCatalog catalog) {
    this.catalog = catalog;
  }

  /** What {@link #of} names, as the user sees it. */
  GraphView view(UserScope scope, Optional<DatasetName> name) {
    return new GraphView(scope.user(), of(scope, name));
  }

  /**
   * The datasets of that name, the user's own and granted ones, or all where no name is given; none
   * where the user has none yet.
   *
   * @throws NotFoundException if a name is given that the user cannot read
   */
  Set<DatasetId> of(UserScope scope, Optional<DatasetName> name) {
    Set<DatasetId> readable =
        catalog.permitted(scope.user(), Permission.READ).stream()
            .filter(dataset -> name.isEmpty() || dataset.name().equals(name.get()))
            .map(Dataset::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (name.isPresent() && readable.isEmpty()) {
      throw new NotFoundException(
          "dataset '%s' is not among those that user '%s' may read; remember a text in it first"
              .formatted(name.get(), scope.user()));
    }
    return readable;
  }
}
