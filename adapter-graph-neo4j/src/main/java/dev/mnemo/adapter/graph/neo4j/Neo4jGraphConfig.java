package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.InvalidInputException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where the knowledge graph is and how patient to be with it.
 *
 * @param uri such as {@code bolt://127.0.0.1:7687}, or {@code neo4j://host} for a cluster; with
 *     {@code +s} for TLS, {@code +ssc} for TLS that trusts any certificate
 * @param user empty, together with the password, for a server without authentication
 * @param password never shown
 * @param database empty for the server's default
 * @param connectTimeout for opening a connection, and for waiting for a free one
 * @param queryTimeout after which the server ends a transaction
 * @param retryTime how long a write that met a passing conflict, such as a deadlock, is tried again
 */
public record Neo4jGraphConfig(
    URI uri,
    String user,
    String password,
    Optional<String> database,
    Duration connectTimeout,
    Duration queryTimeout,
    Duration retryTime) {

  /** Ample for a server that is up. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Ample for a large batch on a slow disk. */
  public static final Duration DEFAULT_QUERY_TIMEOUT = Duration.ofSeconds(60);

  /** Ample for writers that meet at the same entities. */
  public static final Duration DEFAULT_RETRY_TIME = Duration.ofSeconds(30);

  private static final Set<String> SCHEMES =
      Set.of("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc");
  private static final Duration LONGEST = Duration.ofHours(1);

  public Neo4jGraphConfig {
    if (uri == null) {
      throw InvalidInputException.missing("neo4j uri", "give one like bolt://127.0.0.1:7687");
    }
    String scheme = uri.getScheme();
    if (scheme == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
      throw new InvalidInputException(
          "neo4j uri", withoutUserInfo(uri), "start it with bolt:// or neo4j://, or +s for TLS");
    }
    if (uri.getUserInfo() != null || uri.getHost() == null) {
      throw new InvalidInputException(
          "neo4j uri", withoutUserInfo(uri), "name a host, and give user and password apart");
    }
    if (uri.getQuery() != null && scheme.toLowerCase(Locale.ROOT).startsWith("bolt")) {
      throw new InvalidInputException(
          "neo4j uri",
          uri,
          "leave out the query, or start it with neo4j:// where a router reads it");
    }
    if (user == null) {
      throw InvalidInputException.missing("neo4j user", "give a name, or empty for none");
    }
    if (password == null) {
      throw InvalidInputException.missing("neo4j password", "give one, or empty for none");
    }
    if (user.isEmpty() && !password.isEmpty()) {
      throw new InvalidInputException("neo4j user", user, "name the user of the password");
    }
    if (database == null) {
      throw InvalidInputException.missing("neo4j database", "give a name, or empty");
    }
    database.ifPresent(
        name -> {
          if (name.isBlank()) {
            throw new InvalidInputException("neo4j database", name, "give a name, or leave it out");
          }
        });
    requireTimeout("neo4j connect timeout", connectTimeout);
    requireTimeout("neo4j query timeout", queryTimeout);
    requireTimeout("neo4j retry time", retryTime);
  }

  /** The default database of a server, with default timeouts. */
  public static Neo4jGraphConfig of(URI uri, String user, String password) {
    return new Neo4jGraphConfig(
        uri,
        user,
        password,
        Optional.empty(),
        DEFAULT_CONNECT_TIMEOUT,
        DEFAULT_QUERY_TIMEOUT,
        DEFAULT_RETRY_TIME);
  }

  /** This with another database of the server. */
  public Neo4jGraphConfig withDatabase(String name) {
    return new Neo4jGraphConfig(
        uri, user, password, Optional.of(name), connectTimeout, queryTimeout, retryTime);
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "Neo4jGraphConfig[uri=%s, user=%s, password=%s, database=%s]"
        .formatted(uri, user, password.isEmpty() ? "none" : "***", database.orElse("default"));
  }

  // A URI with credentials in it is refused, and must not show them while being so.
  private static String withoutUserInfo(URI uri) {
    return uri.toString().replaceFirst("//[^/]*@", "//***@");
  }

  private static void requireTimeout(String field, Duration value) {
    if (value == null) {
      throw InvalidInputException.missing(field, "give a duration, such as PT10S");
    }
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(field, value, "use PT0.001S to " + LONGEST);
    }
  }
}
