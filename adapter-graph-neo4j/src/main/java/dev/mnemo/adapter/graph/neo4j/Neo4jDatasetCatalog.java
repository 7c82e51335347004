package dev.mnemo.adapter.graph.neo4j;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** The datasets, each a node, and their grants, each a node between a user and a dataset. */
final class Neo4jDatasetCatalog implements DatasetCatalog {

  private final Neo4jConnection connection;

  Neo4jDatasetCatalog(Neo4jConnection connection) {
    this.connection = connection;
  }

  @Override
  public Dataset open(UserId owner, DatasetName name, Instant now) {
    DatasetId id = DatasetId.of(owner, name);
    Map<String, Object> parameters =
        Map.of(
            "id", id.value(),
            "owner", owner.value(),
            "name", name.value(),
            "now", Times.of(now));
    return connection.use(
        store -> {
          // Most often it is there, and reading takes no lock.
          Optional<Dataset> known = find(store, id);
          return known.orElseGet(
              () -> store.write(tx -> dataset(tx.run(CatalogCypher.OPEN, parameters).getFirst())));
        });
  }

  @Override
  public Optional<Dataset> find(DatasetId id) {
    return connection.use(store -> find(store, id));
  }

  private static Optional<Dataset> find(Store store, DatasetId id) {
    return store.read(CatalogCypher.FIND, Map.of("id", id.value())).stream()
        .findFirst()
        .map(Neo4jDatasetCatalog::dataset);
  }

  @Override
  public List<Dataset> permitted(UserId user, Permission permission) {
    List<String> sufficient =
        switch (permission) {
          case READ -> List.of(Permission.READ.name(), Permission.WRITE.name());
          case WRITE -> List.of(Permission.WRITE.name());
        };
    Map<String, Object> parameters = Map.of("user", user.value(), "permissions", sufficient);
    return connection.use(
        store ->
            store.read(CatalogCypher.PERMITTED, parameters).stream()
                .map(Neo4jDatasetCatalog::dataset)
                .sorted(
                    Comparator.comparing((Dataset dataset) -> !dataset.owner().equals(user))
                        .thenComparing(dataset -> dataset.name().value())
                        .thenComparing(dataset -> dataset.id().value()))
                .toList());
  }

  @Override
  public void grant(DatasetId dataset, UserId user, Permission permission) {
    Map<String, Object> parameters =
        Map.of("id", dataset.value(), "user", user.value(), "permission", permission.name());
    boolean granted =
        connection.use(
            store -> store.write(tx -> !tx.run(CatalogCypher.GRANT, parameters).isEmpty()));
    if (!granted) {
      throw new NotFoundException(
          "there is no dataset '%s'; remember something in it first".formatted(dataset));
    }
  }

  @Override
  public void revoke(DatasetId dataset, UserId user) {
    Map<String, Object> parameters = Map.of("id", dataset.value(), "user", user.value());
    connection.use(store -> store.write(tx -> tx.run(CatalogCypher.REVOKE, parameters)));
  }

  @Override
  public Map<UserId, Permission> grants(DatasetId dataset) {
    Map<UserId, Permission> grants = new HashMap<>();
    for (Record row :
        connection.use(store -> store.read(CatalogCypher.GRANTS, Map.of("id", dataset.value())))) {
      grants.put(
          new UserId(row.get("user").asString()),
          Permission.valueOf(row.get("permission").asString()));
    }
    return Map.copyOf(grants);
  }

  @Override
  public long revokeAll(UserId user, ForgetMode mode) {
    return connection.use(
        store ->
            store.write(
                mode,
                tx ->
                    tx.change(CatalogCypher.REVOKE_ALL, Map.of("user", user.value()))
                        .nodesDeleted()));
  }

  @Override
  public boolean delete(DatasetId id) {
    return connection.use(
        store ->
            store.write(
                tx ->
                    tx.change(CatalogCypher.DELETE, Map.of("id", id.value())).nodesDeleted() > 0));
  }

  private static Dataset dataset(Record row) {
    Value node = row.get("d");
    return new Dataset(
        new DatasetId(node.get("id").asString()),
        new UserId(node.get("owner").asString()),
        new DatasetName(node.get("name").asString()),
        node.get("createdAt").asZonedDateTime().toInstant());
  }
}
