package dev.mnemo.adapter.graph.neo4j.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** How the server's JVM is started. */
final class ServerProcess {

  static final String JAR = "mnemo-neo4j-server.jar";

  private static final long LOG_BYTES = 1L << 20;
  private static final int FIRST_WITH_UNSAFE_WARNING = 23;

  // What Java and the dynamic linker need. Keys of language models and the like stay here.
  private static final Set<String> ENVIRONMENT =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "TEMP",
          "TMP",
          "LD_LIBRARY_PATH",
          "SYSTEMROOT",
          "SystemRoot",
          "USERPROFILE",
          "APPDATA",
          "LOCALAPPDATA");

  private final EmbeddedNeo4jConfig config;
  private final ServerFolder folder;

  ServerProcess(EmbeddedNeo4jConfig config, ServerFolder folder) {
    this.config = config;
    this.folder = folder;
  }

  /**
   * @param archive where the JVM keeps its classes; empty for nowhere
   */
  Process start(Optional<Path> archive) throws IOException {
    rollLog();
    ProcessBuilder builder = new ProcessBuilder(command(archive));
    builder.directory(folder.root().toFile());
    builder.environment().keySet().retainAll(ENVIRONMENT);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** The archive to start with; empty where none is wanted. */
  Optional<Path> archive() throws IOException {
    if (config.cacheFolder().isEmpty()) {
      return Optional.empty();
    }
    ClassArchive archive = new ClassArchive(config.cacheFolder().get());
    return Optional.of(archive.prepare(config.serverLib().resolve(JAR), javaVersion()));
  }

  private List<String> command(Optional<Path> archive) {
    List<String> words = new ArrayList<>();
    words.add(config.javaHome().resolve("bin").resolve("java").toString());
    // For another maker's JVM, which may not know them all.
    words.add("-XX:+IgnoreUnrecognizedVMOptions");
    words.add("-Xmx" + config.heapBytes());
    // One user's graph on one machine: the cheapest collector.
    words.add("-XX:+UseSerialGC");
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.add("-XX:-UsePerfData");
    words.add("-Xlog:disable");
    if (javaFeature() >= FIRST_WITH_UNSAFE_WARNING) {
      words.add("--sun-misc-unsafe-memory-access=allow");
    }
    archive.ifPresent(
        file -> {
          words.add("-XX:+AutoCreateSharedArchive");
          words.add("-XX:SharedArchiveFile=" + file);
        });
    words.add("-jar");
    words.add(config.serverLib().resolve(JAR).toString());
    words.add("home=" + folder.store());
    words.add("lock=" + folder.lock());
    words.add("endpoint=" + folder.endpointFile());
    words.add("leases=" + folder.leases());
    words.add("stop=" + folder.stopRequest());
    words.add("idle=" + config.idleTimeout());
    words.add("pageCacheBytes=" + config.pageCacheBytes());
    return words;
  }

  private int javaFeature() {
    String major = javaVersion().split("[^0-9]", 2)[0];
    return major.isEmpty() ? 0 : Integer.parseInt(major);
  }

  /** As every JDK says in a file of its own; {@code unknown} where it does not. */
  private String javaVersion() {
    Path release = config.javaHome().resolve("release");
    Properties lines = new Properties();
    try (var text = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
      lines.load(text);
    } catch (IOException | IllegalArgumentException unreadable) {
      return "unknown";
    }
    return lines.getProperty("JAVA_VERSION", "unknown").replaceAll("[^0-9A-Za-z.]", "");
  }

  private void rollLog() throws IOException {
    Path log = folder.log();
    if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
