package dev.mnemo.neo4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the starting process says on the command line, which everybody may read: no secret.
 *
 * @param home Neo4j's folder
 * @param lock the file whose lock means: this store is being served
 * @param endpoint where address and password are published
 * @param leases the folder in which each client locks a file of its own
 * @param stop the file whose appearance asks to stop
 * @param idle how long to stay without a client
 * @param pageCacheBytes for Neo4j's page cache
 */
record Settings(
    Path home,
    Path lock,
    Path endpoint,
    Path leases,
    Path stop,
    Duration idle,
    long pageCacheBytes) {

  /** The names are those of the components. */
  static Settings parse(String[] words) {
    Map<String, String> values = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + word + "' is no name=value");
      }
      values.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return new Settings(
        Path.of(required(values, "home")),
        Path.of(required(values, "lock")),
        Path.of(required(values, "endpoint")),
        Path.of(required(values, "leases")),
        Path.of(required(values, "stop")),
        Duration.parse(required(values, "idle")),
        Long.parseLong(required(values, "pageCacheBytes")));
  }

  void removeWhatAPredecessorLeft() throws IOException {
    Endpoint.retract(endpoint);
    removeStopRequest();
  }

  void removeStopRequest() throws IOException {
    Files.deleteIfExists(stop);
  }

  boolean stopRequested() {
    return Files.exists(stop);
  }

  private static String required(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "=' is missing");
    }
    return value;
  }
}
