package dev.mnemo.testkit.broken;

import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.testkit.contract.DatasetCatalogContract;
import dev.mnemo.testkit.fake.FakeDatasetCatalog;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Dataset catalogs with planted faults. */
public final class BrokenDatasetCatalogs {

  private record Subject(DatasetCatalog catalog) implements DatasetCatalogContract {
    @Override
    public DatasetCatalog openCatalog() {
      return catalog;
    }
  }

  private BrokenDatasetCatalogs() {}

  /** All of them. */
  public static List<Mutant<DatasetCatalogContract>> all() {
    return Stream.of(opening(), granting(), revokingAll()).flatMap(List::stream).toList();
  }

  private static List<Mutant<DatasetCatalogContract>> opening() {
    return List.of(
        mutant(
            "opens datasets that it does not find",
            c ->
                new Forwarding(c) {
                  @Override
                  public Optional<Dataset> find(DatasetId id) {
                    return Optional.empty();
                  }
                },
            "openShouldCreateADatasetThatFindFinds"),
        mutant(
            "says that a dataset was created when it was opened",
            c ->
                new Forwarding(c) {
                  @Override
                  public Dataset open(UserId owner, DatasetName name, Instant now) {
                    return new Dataset(healthy.open(owner, name, now).id(), owner, name, now);
                  }
                },
            "openShouldReturnTheDatasetThatIsThere",
            "openShouldCreateOneDatasetForSeveralConcurrentCallers"),
        mutant(
            "folds the case of names",
            c ->
                new Forwarding(c) {
                  @Override
                  public Dataset open(UserId owner, DatasetName name, Instant now) {
                    return healthy.open(
                        owner, new DatasetName(name.value().toLowerCase(Locale.ROOT)), now);
                  }
                },
            "datasetsShouldDifferByOwnerAndExactName"),
        mutant(
            "shows a user the datasets of all whose ids start alike",
            c ->
                new Forwarding(c) {
                  private final Set<UserId> owners = ConcurrentHashMap.newKeySet();

                  @Override
                  public Dataset open(UserId owner, DatasetName name, Instant now) {
                    owners.add(owner);
                    return healthy.open(owner, name, now);
                  }

                  @Override
                  public List<Dataset> permitted(UserId user, Permission permission) {
                    return owners.stream()
                        .filter(owner -> owner.value().startsWith(user.value()))
                        .flatMap(owner -> healthy.permitted(owner, permission).stream())
                        .toList();
                  }
                },
            "strangersShouldSeeNothing"),
        mutant(
            "lists granted datasets first",
            c ->
                new Forwarding(c) {
                  @Override
                  public List<Dataset> permitted(UserId user, Permission permission) {
                    return healthy.permitted(user, permission).reversed();
                  }
                },
            "permittedShouldListOwnDatasetsFirstAndEachKindByName"));
  }

  private static List<Mutant<DatasetCatalogContract>> granting() {
    return List.of(
        mutant(
            "lets readers write",
            c ->
                new Forwarding(c) {
                  @Override
                  public List<Dataset> permitted(UserId user, Permission permission) {
                    return healthy.permitted(user, Permission.READ);
                  }
                },
            "aGrantToWriteShouldIncludeReadingAndNotTheOtherWayRound",
            "grantingAgainShouldReplaceThePermission"),
        mutant(
            "never takes a permission back by granting a lesser one",
            c ->
                new Forwarding(c) {
                  @Override
                  public void grant(DatasetId dataset, UserId user, Permission permission) {
                    boolean writer =
                        healthy.permitted(user, Permission.WRITE).stream()
                            .anyMatch(one -> one.id().equals(dataset));
                    healthy.grant(dataset, user, writer ? Permission.WRITE : permission);
                  }
                },
            "grantingAgainShouldReplaceThePermission"),
        mutant(
            "swallows that there is no such dataset",
            c ->
                new Forwarding(c) {
                  @Override
                  public void grant(DatasetId dataset, UserId user, Permission permission) {
                    try {
                      healthy.grant(dataset, user, permission);
                    } catch (NotFoundException ignored) {
                      return;
                    }
                  }
                },
            "grantShouldRefuseAnUnknownDataset"),
        mutant(
            "revokes nothing",
            c ->
                new Forwarding(c) {
                  @Override
                  public void revoke(DatasetId dataset, UserId user) {
                    healthy.find(dataset);
                  }
                },
            "revokeShouldTakeEveryGrantOfOneUserAway"),
        mutant(
            "keeps the grants of deleted datasets",
            c ->
                new Forwarding(c) {
                  private final Map<DatasetId, UserId> granted = new ConcurrentHashMap<>();

                  @Override
                  public void grant(DatasetId dataset, UserId user, Permission permission) {
                    granted.put(dataset, user);
                    healthy.grant(dataset, user, permission);
                  }

                  @Override
                  public Dataset open(UserId owner, DatasetName name, Instant now) {
                    Dataset dataset = healthy.open(owner, name, now);
                    Optional.ofNullable(granted.get(dataset.id()))
                        .ifPresent(user -> healthy.grant(dataset.id(), user, Permission.READ));
                    return dataset;
                  }
                },
            "deleteShouldTakeADatasetWithItsGrants"),
        mutant(
            "tells the grants of all datasets as those of one",
            c ->
                new Forwarding(c) {
                  private final Set<DatasetId> shared = ConcurrentHashMap.newKeySet();

                  @Override
                  public void grant(DatasetId dataset, UserId user, Permission permission) {
                    healthy.grant(dataset, user, permission);
                    shared.add(dataset);
                  }

                  @Override
                  public Map<UserId, Permission> grants(DatasetId dataset) {
                    Map<UserId, Permission> all = new HashMap<>();
                    shared.forEach(one -> all.putAll(healthy.grants(one)));
                    return all;
                  }
                },
            "grantsShouldTellWhoElseMayUseADatasetAndHow"));
  }

  private static List<Mutant<DatasetCatalogContract>> revokingAll() {
    return List.of(
        mutant(
            "takes a user's grants away from everybody",
            c ->
                new Forwarding(c) {
                  private final Set<UserId> guests = ConcurrentHashMap.newKeySet();

                  @Override
                  public void grant(DatasetId dataset, UserId user, Permission permission) {
                    healthy.grant(dataset, user, permission);
                    guests.add(user);
                  }

                  @Override
                  public long revokeAll(UserId user, ForgetMode mode) {
                    long taken = healthy.revokeAll(user, mode);
                    guests.forEach(guest -> healthy.revokeAll(guest, mode));
                    return taken;
                  }
                },
            "revokeAllShouldTakeWhatOneUserWasGivenAndNothingElse"),
        mutant(
            "takes with a user's grants those that the user gave",
            c ->
                new Forwarding(c) {
                  @Override
                  public long revokeAll(UserId user, ForgetMode mode) {
                    healthy
                        .permitted(user, Permission.READ)
                        .forEach(
                            dataset ->
                                healthy
                                    .grants(dataset.id())
                                    .keySet()
                                    .forEach(guest -> healthy.revoke(dataset.id(), guest)));
                    return healthy.revokeAll(user, mode);
                  }
                },
            "revokeAllShouldTakeWhatOneUserWasGivenAndNothingElse"),
        mutant(
            "takes no dry run for what it is",
            c ->
                new Forwarding(c) {
                  @Override
                  public long revokeAll(UserId user, ForgetMode mode) {
                    return healthy.revokeAll(user, ForgetMode.FORGET);
                  }
                },
            "aDryRunOfRevokeAllShouldTellTheSameAndChangeNothing"));
  }

  private static Mutant<DatasetCatalogContract> mutant(
      String fault, UnaryOperator<DatasetCatalog> planted, String... rejectedBy) {
    return Mutant.of(fault, () -> new Subject(planted.apply(new FakeDatasetCatalog())), rejectedBy);
  }

  private static class Forwarding implements DatasetCatalog {

    final DatasetCatalog healthy;

    Forwarding(DatasetCatalog healthy) {
      this.healthy = healthy;
    }

    @Override
    public Dataset open(UserId owner, DatasetName name, Instant now) {
      return healthy.open(owner, name, now);
    }

    @Override
    public Optional<Dataset> find(DatasetId id) {
      return healthy.find(id);
    }

    @Override
    public List<Dataset> permitted(UserId user, Permission permission) {
      return healthy.permitted(user, permission);
    }

    @Override
    public void grant(DatasetId dataset, UserId user, Permission permission) {
      healthy.grant(dataset, user, permission);
    }

    @Override
    public void revoke(DatasetId dataset, UserId user) {
      healthy.revoke(dataset, user);
    }

    @Override
    public Map<UserId, Permission> grants(DatasetId dataset) {
      return healthy.grants(dataset);
    }

    @Override
    public long revokeAll(UserId user, ForgetMode mode) {
      return healthy.revokeAll(user, mode);
    }

    @Override
    public boolean delete(DatasetId id) {
      return healthy.delete(id);
    }
  }
}
