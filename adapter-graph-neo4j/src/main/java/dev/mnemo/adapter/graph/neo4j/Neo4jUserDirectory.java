package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UserDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** The registered users, each a node. */
final class Neo4jUserDirectory implements UserDirectory {

  private final Neo4jConnection connection;

  Neo4jUserDirectory(Neo4jConnection connection) {
    this.connection = connection;
  }

  @Override
  public void create(User user) {
    Map<String, Object> parameters =
        Map.of(
            "id", user.id().value(),
            "createdAt", Times.of(user.createdAt()),
            "metadata", Attached.properties(user.metadata()));
    boolean created =
        connection.use(
            store ->
                store.write(tx -> tx.change(UserCypher.CREATE, parameters).nodesCreated() > 0));
    if (!created) {
      throw new ConflictException("the user '%s' exists; choose another id".formatted(user.id()));
    }
  }

  @Override
  public Optional<User> find(UserId id) {
    return connection.use(
        store ->
            store.read(UserCypher.FIND, Map.of("id", id.value())).stream()
                .findFirst()
                .map(Neo4jUserDirectory::user));
  }

  @Override
  public List<User> list(Optional<UserId> after, int limit) {
    Map<String, Object> parameters =
        Map.of("after", after.map(UserId::value).orElse(""), "limit", limit);
    return connection.use(
        store ->
            store.read(UserCypher.LIST, parameters).stream()
                .map(Neo4jUserDirectory::user)
                .toList());
  }

  @Override
  public Optional<User> describe(UserId id, Metadata metadata) {
    Map<String, Object> parameters =
        Map.of("id", id.value(), "metadata", Attached.properties(metadata));
    return connection.use(
        store ->
            store.write(
                tx ->
                    tx.run(UserCypher.DESCRIBE, parameters).stream()
                        .findFirst()
                        .map(Neo4jUserDirectory::user)));
  }

  @Override
  public boolean delete(UserId id) {
    return connection.use(
        store ->
            store.write(
                tx -> tx.change(UserCypher.DELETE, Map.of("id", id.value())).nodesDeleted() > 0));
  }

  private static User user(Record row) {
    Value node = row.get("u");
    return new User(
        new UserId(node.get("id").asString()),
        Times.instant(node.get("createdAt")),
        Attached.metadata(node.get("metadata")));
  }
}
