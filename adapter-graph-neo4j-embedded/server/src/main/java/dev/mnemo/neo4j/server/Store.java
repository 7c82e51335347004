package dev.mnemo.neo4j.server;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.DatabaseStateService;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.config.Setting;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import org.neo4j.kernel.internal.Version;

/** An open store, reachable over Bolt from this machine alone. */
final class Store implements AutoCloseable {

  private static final String ANY_PORT_OF_THIS_MACHINE = "127.0.0.1";
  private static final long LOG_FILE_BYTES = 16L << 20;

  private final DatabaseManagementService neo4j;

  private Store(DatabaseManagementService neo4j) {
    this.neo4j = neo4j;
  }

  static Store open(Settings settings) throws IOException {
    Passwords.presetIn(settings.home());
    return new Store(
        new DatabaseManagementServiceBuilder(settings.home())
            .setConfig(configuration(settings))
            .build());
  }

  /** Why the data cannot be used although Neo4j runs. */
  Optional<Throwable> failure() {
    DatabaseStateService<?> states =
        system().getDependencyResolver().resolveDependency(DatabaseStateService.class);
    return states.causeOfFailure(database().databaseId());
  }

  int port() {
    return system()
        .getDependencyResolver()
        .resolveDependency(ConnectorPortRegister.class)
        .getLocalAddress(ConnectorType.BOLT)
        .getPort();
  }

  String version() {
    return Version.getNeo4jVersion();
  }

  /** A password that nobody knew before this start. */
  String renewPassword() {
    String password = Passwords.random();
    system()
        .executeTransactionally(
            "ALTER USER " + Passwords.USER + " SET PASSWORD $password CHANGE NOT REQUIRED",
            Map.of("password", password));
    return password;
  }

  @Override
  public void close() {
    neo4j.shutdown();
  }

  private GraphDatabaseAPI system() {
    return (GraphDatabaseAPI) neo4j.database(GraphDatabaseSettings.SYSTEM_DATABASE_NAME);
  }

  private GraphDatabaseAPI database() {
    return (GraphDatabaseAPI) neo4j.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME);
  }

  private static Map<Setting<?>, Object> configuration(Settings settings) {
    SocketAddress bolt = new SocketAddress(ANY_PORT_OF_THIS_MACHINE, 0);
    Map<Setting<?>, Object> values = new HashMap<>();
    values.put(BoltConnector.enabled, true);
    values.put(BoltConnector.listen_address, bolt);
    values.put(BoltConnector.advertised_address, bolt);
    values.put(BoltConnector.server_bolt_telemetry_enabled, false);
    values.put(HttpConnector.enabled, false);
    values.put(HttpsConnector.enabled, false);
    values.put(GraphDatabaseSettings.auth_enabled, true);
    values.put(GraphDatabaseSettings.udc_enabled, false);
    values.put(GraphDatabaseSettings.debug_log_enabled, false);
    values.put(GraphDatabaseSettings.pagecache_memory, settings.pageCacheBytes());
    // A quarter of a gigabyte for each of two databases otherwise, before the first entry.
    values.put(GraphDatabaseSettings.preallocate_logical_logs, false);
    values.put(GraphDatabaseSettings.logical_log_rotation_threshold, LOG_FILE_BYTES);
    // Else the port stays open for two seconds, and closing takes ten.
    values.put(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, Duration.ZERO);
    return values;
  }
}
