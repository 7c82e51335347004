package dev.mnemo.adapter.graph.neo4j.embedded;

import dev.mnemo.domain.exception.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The managed local Neo4j.
 *
 * @param folder where it keeps the graph and what its users need in order to share it; created
 *     where missing
 * @param serverLib the folder with the server's jars: {@code lib-neo4j} of the distribution
 * @param javaHome the Java, 21 or newer, that runs it
 * @param cacheFolder where the server's classes are archived after its first run, which halves the
 *     time of later starts and takes some 130 MB; empty for no archive
 * @param idleTimeout how long it stays without a client; zero: it ends with its last client
 * @param startTimeout how long a start may take, on a cold and busy machine too
 * @param heapBytes the most memory for its objects
 * @param pageCacheBytes memory for the pages of the store
 */
public record EmbeddedNeo4jConfig(
    Path folder,
    Path serverLib,
    Path javaHome,
    Optional<Path> cacheFolder,
    Duration idleTimeout,
    Duration startTimeout,
    long heapBytes,
    long pageCacheBytes) {

  /** Enough for a few commands in a row to share one server. */
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(10);

  /** Ample; a start takes seconds. */
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofMinutes(3);

  /** Enough for a graph of hundreds of thousands of nodes. */
  public static final long DEFAULT_HEAP_BYTES = 512L << 20;

  /** As above. */
  public static final long DEFAULT_PAGE_CACHE_BYTES = 64L << 20;

  private static final Duration LEAST_START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration MOST_TIMEOUT = Duration.ofDays(1);
  private static final long LEAST_HEAP = 128L << 20;
  private static final long LEAST_PAGE_CACHE = 8L << 20;
  private static final long MOST_MEMORY = 1L << 40;

  public EmbeddedNeo4jConfig {
    folder = absolute("graph folder", folder);
    serverLib = absolute("neo4j server folder", serverLib);
    javaHome = absolute("java home", javaHome);
    if (cacheFolder == null) {
      throw InvalidInputException.missing("cache folder", "give one, or say that there is none");
    }
    cacheFolder = cacheFolder.map(Path::toAbsolutePath).map(Path::normalize);
    requireWithin("neo4j idle timeout", idleTimeout, Duration.ZERO, MOST_TIMEOUT);
    requireWithin("neo4j start timeout", startTimeout, LEAST_START_TIMEOUT, MOST_TIMEOUT);
    requireWithin("neo4j heap", heapBytes, LEAST_HEAP);
    requireWithin("neo4j page cache", pageCacheBytes, LEAST_PAGE_CACHE);
  }

  /** With the defaults for all but the places. */
  public static EmbeddedNeo4jConfig of(
      Path folder, Path serverLib, Path javaHome, Optional<Path> cacheFolder) {
    return new EmbeddedNeo4jConfig(
        folder,
        serverLib,
        javaHome,
        cacheFolder,
        DEFAULT_IDLE_TIMEOUT,
        DEFAULT_START_TIMEOUT,
        DEFAULT_HEAP_BYTES,
        DEFAULT_PAGE_CACHE_BYTES);
  }

  /** This with another idle timeout. */
  public EmbeddedNeo4jConfig withIdleTimeout(Duration timeout) {
    return new EmbeddedNeo4jConfig(
        folder, serverLib, javaHome, cacheFolder, timeout, startTimeout, heapBytes, pageCacheBytes);
  }

  private static Path absolute(String field, Path value) {
    if (value == null) {
      throw InvalidInputException.missing(field, "give a path");
    }
    return value.toAbsolutePath().normalize();
  }

  private static void requireWithin(String field, Duration value, Duration least, Duration most) {
    if (value == null) {
      throw InvalidInputException.missing(field, "give a duration, such as PT10M");
    }
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidInputException(field, value, "use %s to %s".formatted(least, most));
    }
  }

  private static void requireWithin(String field, long bytes, long least) {
    if (bytes < least || bytes > MOST_MEMORY) {
      throw new InvalidInputException(
          field, bytes + " bytes", "use %d MiB to 1 TiB".formatted(least >> 20));
    }
  }
}
