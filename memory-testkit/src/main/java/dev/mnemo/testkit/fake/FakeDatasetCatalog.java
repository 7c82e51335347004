package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.DatasetCatalog;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Datasets and grants in memory. */
public final class FakeDatasetCatalog implements DatasetCatalog {

  private record Grantee(DatasetId dataset, UserId user) {}

  private final Map<DatasetId, Dataset> datasets = new HashMap<>();
  private final Map<Grantee, Permission> grants = new HashMap<>();

  @Override
  public synchronized Dataset open(UserId owner, DatasetName name, Instant now) {
    return datasets.computeIfAbsent(
        DatasetId.of(owner, name), id -> new Dataset(id, owner, name, now));
  }

  @Override
  public synchronized Optional<Dataset> find(DatasetId id) {
    return Optional.ofNullable(datasets.get(id));
  }

  @Override
  public synchronized List<Dataset> permitted(UserId user, Permission permission) {
    Stream<Dataset> own =
        datasets.values().stream().filter(dataset -> dataset.owner().equals(user)).sorted(BY_NAME);
    Stream<Dataset> granted =
        datasets.values().stream()
            .filter(dataset -> !dataset.owner().equals(user))
            .filter(dataset -> allows(dataset.id(), user, permission))
            .sorted(BY_NAME);
    return Stream.concat(own, granted).toList();
  }

  @Override
  public synchronized void grant(DatasetId dataset, UserId user, Permission permission) {
    if (!datasets.containsKey(dataset)) {
      throw new NotFoundException(
          "dataset '%s' does not exist; remember something in it first".formatted(dataset));
    }
    grants.put(new Grantee(dataset, user), permission);
  }

  @Override
  public synchronized void revoke(DatasetId dataset, UserId user) {
    grants.remove(new Grantee(dataset, user));
  }

  @Override
  public synchronized Map<UserId, Permission> grants(DatasetId dataset) {
    Map<UserId, Permission> found = new HashMap<>();
    grants.forEach(
        (grantee, permission) -> {
          if (grantee.dataset().equals(dataset)) {
            found.put(grantee.user(), permission);
          }
        });
    return Map.copyOf(found);
  }

  @Override
  public synchronized long revokeAll(UserId user, ForgetMode mode) {
    Set<Grantee> its = new HashSet<>(grants.keySet());
    its.removeIf(grantee -> !grantee.user().equals(user));
    if (mode == ForgetMode.FORGET) {
      grants.keySet().removeAll(its);
    }
    return its.size();
  }

  @Override
  public synchronized boolean delete(DatasetId id) {
    grants.keySet().removeIf(grantee -> grantee.dataset().equals(id));
    return datasets.remove(id) != null;
  }

  private boolean allows(DatasetId dataset, UserId user, Permission wanted) {
    return Optional.ofNullable(grants.get(new Grantee(dataset, user)))
        .map(granted -> granted == Permission.WRITE || wanted == Permission.READ)
        .orElse(false);
  }

  private static final Comparator<Dataset> BY_NAME =
      Comparator.comparing(dataset -> dataset.name().value());
}
