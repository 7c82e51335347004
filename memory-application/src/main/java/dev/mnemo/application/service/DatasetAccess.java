package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DatasetView.Access;
import dev.mnemo.domain.exception.AccessDeniedException;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.DatasetCatalog;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a user scope may do with which dataset; every use case that touches one asks here. */
final class DatasetAccess {

  private final DatasetCatalog catalog;

  DatasetAccess(DatasetCatalog catalog) {
    this.catalog = catalog;
  }

  /** A dataset, and what may be done with it. */
  record Permitted(Dataset dataset, Access access) {}

  /**
   * A dataset that is to be written.
   *
   * @param opened creates it where it is not there yet
   */
  record Target(DatasetId id, Supplier<Dataset> opened) {}

  /** All that the user may read; none where the user has none yet. */
  Set<DatasetId> readable(UserScope scope) {
    return ids(catalog.permitted(scope.user(), Permission.READ));
  }

  /** All that the user may write. */
  Set<DatasetId> writable(UserScope scope) {
    return ids(catalog.permitted(scope.user(), Permission.WRITE));
  }

  /** All that the user may read, with what else may be done with each. */
  List<Permitted> all(UserScope scope) {
    Set<DatasetId> writable = writable(scope);
    return catalog.permitted(scope.user(), Permission.READ).stream()
        .map(dataset -> new Permitted(dataset, access(scope, dataset, writable)))
        .toList();
  }

  /** Whether a dataset is there, whoever may use it. */
  boolean exists(DatasetId dataset) {
    return catalog.find(dataset).isPresent();
  }

  /**
   * The dataset to read that a name means.
   *
   * @throws NotFoundException if the user can read none of that name
   * @throws ConflictException if several users granted one of that name
   */
  Permitted toRead(UserScope scope, DatasetRef ref) {
    List<Permitted> named =
        all(scope).stream()
            .filter(one -> one.dataset().name().equals(ref.name()))
            .filter(one -> ref.owner().map(one.dataset().owner()::equals).orElse(true))
            .toList();
    Optional<Permitted> own = named.stream().filter(one -> one.access() == Access.OWN).findFirst();
    if (own.isPresent()) {
      return own.get();
    }
    if (named.size() > 1) {
      throw new ConflictException(
          "several datasets '%s' are shared with user '%s'; name the owner of the one meant: %s"
              .formatted(ref.name(), scope.user(), owners(named)));
    }
    return named.stream().findFirst().orElseThrow(() -> notReadable(scope, ref));
  }

  /**
   * The dataset to write that a name means; one without an owner is the user's own, so that what is
   * written never ends up with another by accident.
   *
   * @throws NotFoundException if the user can read no such dataset
   * @throws AccessDeniedException if the user may read it only
   */
  Permitted toWrite(UserScope scope, DatasetRef ref) {
    UserId owner = ref.owner().orElse(scope.user());
    return catalog.permitted(scope.user(), Permission.WRITE).stream()
        .filter(dataset -> dataset.owner().equals(owner) && dataset.name().equals(ref.name()))
        .findFirst()
        .map(
            dataset ->
                new Permitted(dataset, owner.equals(scope.user()) ? Access.OWN : Access.WRITE))
        .orElseThrow(() -> notWritable(scope, ref));
  }

  private MnemoException notWritable(UserScope scope, DatasetRef ref) {
    List<Permitted> named =
        all(scope).stream().filter(one -> one.dataset().name().equals(ref.name())).toList();
    if (ref.owner().isEmpty()) {
      return named.isEmpty() ? notReadable(scope, ref) : onlyOthers(scope, ref.name(), named);
    }
    return named.stream().anyMatch(one -> one.dataset().owner().equals(ref.owner().get()))
        ? new AccessDeniedException(
            "user '%s' may read the dataset '%s', and not change it; ask its owner"
                .formatted(scope.user(), ref))
        : notReadable(scope, ref);
  }

  /**
   * Where a new text goes: as {@link #toWrite}, but an own dataset need not be there yet.
   *
   * @param now when it is created, if it is
   */
  Target toFill(UserScope scope, DatasetRef ref, Instant now) {
    if (!ref.owner().orElse(scope.user()).equals(scope.user())) {
      Dataset found = toWrite(scope, ref).dataset();
      return new Target(found.id(), () -> found);
    }
    return new Target(
        DatasetId.of(scope.user(), ref.name()), () -> catalog.open(scope.user(), ref.name(), now));
  }

  private static Access access(UserScope scope, Dataset dataset, Set<DatasetId> writable) {
    if (dataset.owner().equals(scope.user())) {
      return Access.OWN;
    }
    return writable.contains(dataset.id()) ? Access.WRITE : Access.READ;
  }

  private static Set<DatasetId> ids(List<Dataset> datasets) {
    return datasets.stream().map(Dataset::id).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static NotFoundException notReadable(UserScope scope, DatasetRef ref) {
    return new NotFoundException(
        "dataset '%s' is not among those that user '%s' may read; remember a text in it first"
            .formatted(ref, scope.user()));
  }

  private static NotFoundException onlyOthers(
      UserScope scope, DatasetName name, List<Permitted> named) {
    return new NotFoundException(
        ("user '%s' has no dataset '%s'; remember a text in it first, or name the owner of the one"
                + " meant: %s")
            .formatted(scope.user(), name, owners(named)));
  }

  private static String owners(List<Permitted> named) {
    return named.stream()
        .map(one -> "'" + one.dataset().owner() + "'")
        .collect(Collectors.joining(", "));
  }
}
