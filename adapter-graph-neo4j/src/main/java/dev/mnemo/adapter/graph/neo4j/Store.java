package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.ForgetMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.NotificationSeverity;
import org.neo4j.driver.Query;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;

/** An open database whose schema is in place. Its failures are the driver's. */
final class Store implements AutoCloseable {

  private static final long ALL_RECORDS = -1;

  private final Neo4jGraphConfig config;
  private final Driver driver;
  private final Dialect dialect;
  private final TransactionConfig limits;
  private final Retry retry;
  private volatile @Nullable StoredSpace space;

  private Store(Neo4jGraphConfig config, Driver driver, Dialect dialect) {
    this.config = config;
    this.driver = driver;
    this.dialect = dialect;
    this.retry = new Retry(config.retryTime());
    this.limits = TransactionConfig.builder().withTimeout(config.queryTimeout()).build();
  }

  /** Connects, asks the server what it can do, and creates what is missing of the schema. */
  static Store open(Neo4jGraphConfig config) {
    return open(config, driver(config), Dialect::of);
  }

  static Store open(
      Neo4jGraphConfig config, Driver driver, Function<String, Dialect> dialectOfVersion) {
    try {
      Store probe = new Store(config, driver, Dialect.CYPHER_5);
      Dialect dialect = dialectOfVersion.apply(probe.serverVersion());
      Store store = new Store(config, driver, dialect);
      new GraphSchema(store).create();
      return store;
    } catch (RuntimeException e) {
      driver.close();
      throw e;
    }
  }

  static Driver driver(Neo4jGraphConfig config) {
    long connectMillis = config.connectTimeout().toMillis();
    Config settings =
        Config.builder()
            .withConnectionTimeout(connectMillis, TimeUnit.MILLISECONDS)
            .withConnectionAcquisitionTimeout(connectMillis, TimeUnit.MILLISECONDS)
            .withMinimumNotificationSeverity(NotificationSeverity.OFF)
            .withTelemetryDisabled(true)
            .withUserAgent("mnemo")
            .build();
    AuthToken auth =
        config.user().isEmpty()
            ? AuthTokens.none()
            : AuthTokens.basic(config.user(), config.password());
    return GraphDatabase.driver(config.uri(), auth, settings);
  }

  private String serverVersion() {
    return read(
            "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel'"
                + " RETURN versions[0] AS version",
            Map.of())
        .getFirst()
        .get("version")
        .asString();
  }

  Neo4jGraphConfig config() {
    return config;
  }

  Dialect dialect() {
    return dialect;
  }

  /** The embedding space that this process knows the store to have. */
  Optional<StoredSpace> space() {
    return Optional.ofNullable(space);
  }

  void remember(StoredSpace known) {
    space = known;
  }

  void forgetSpace() {
    space = null;
  }

  /** The answer to one reading statement, in one round trip unless it meets a passing trouble. */
  List<Record> read(String cypher, Map<String, Object> parameters) {
    Query query = dialect.query(cypher, parameters);
    return retry.call(
        () -> {
          try (Session session = session(AccessMode.READ)) {
            return session.run(query, limits).list();
          }
        });
  }

  /** Does {@code work} in one transaction; again from its start after a passing trouble. */
  <T> T write(Function<Transaction, T> work) {
    return write(ForgetMode.FORGET, work);
  }

  /** As {@link #write(Function)}; a dry run is taken back at its end. */
  <T> T write(ForgetMode mode, Function<Transaction, T> work) {
    return retry.call(
        () -> {
          try (Session session = session(AccessMode.WRITE);
              var open = session.beginTransaction(limits)) {
            T result = work.apply(new Transaction(open, dialect));
            switch (mode) {
              case FORGET -> open.commit();
              case DRY_RUN -> open.rollback();
            }
            return result;
          }
        });
  }

  private Session session(AccessMode mode) {
    SessionConfig.Builder settings =
        SessionConfig.builder()
            .withDefaultAccessMode(mode)
            .withFetchSize(ALL_RECORDS)
            // In a cluster, a read sees what this process wrote before.
            .withBookmarkManager(driver.executableQueryBookmarkManager());
    config.database().ifPresent(settings::withDatabase);
    return driver.session(settings.build());
  }

  @Override
  public void close() {
    driver.close();
  }
}
