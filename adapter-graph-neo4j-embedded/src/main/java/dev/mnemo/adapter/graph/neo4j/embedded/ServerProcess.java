package dev.mnemo.adapter.graph.neo4j.embedded;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  // Of a dynamic archive, in the byte order of the machine; see cds.h of the JDK.
  private static final int ARCHIVE_MAGIC = 0xf00baba8;
  private static final long LEAST_ARCHIVE_BYTES = 1L << 20;

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

  /**
   * The archive of this Java and this server. The JVM writes it at the end of the first run, checks
   * it at each start against itself and against time and size of each jar, goes on without where it
   * does not fit, and then writes it anew.
   */
  Optional<Path> archive() throws IOException {
    if (config.cacheFolder().isEmpty()) {
      return Optional.empty();
    }
    Path cache = config.cacheFolder().get();
    Files.createDirectories(cache);
    String server = Integer.toHexString(config.serverLib().hashCode());
    Path archive = cache.resolve("neo4j-%s-%s.jsa".formatted(javaVersion(), server));
    if (!isWhole(archive)) {
      Files.deleteIfExists(archive);
    }
    return Optional.of(archive);
  }

  // The JVM writes the header last. One without is what a JVM leaves that was killed on the way,
  // and
  // the only kind that no JVM replaces.
  private static boolean isWhole(Path archive) throws IOException {
    try (DataInputStream bytes = new DataInputStream(Files.newInputStream(archive))) {
      int magic = bytes.readInt();
      boolean reversed = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
      return (reversed ? Integer.reverseBytes(magic) : magic) == ARCHIVE_MAGIC
          && Files.size(archive) >= LEAST_ARCHIVE_BYTES;
    } catch (NoSuchFileException | EOFException none) {
      return false;
    }
  }

  private List<String> command(Optional<Path> archive) {
    List<String> words = new ArrayList<>();
    words.add(config.javaHome().resolve("bin").resolve("java").toString());
    // For another maker's JVM, which may not know them all.
    words.add("-XX:+IgnoreUnrecognizedVMOptions");
    words.add("-Xmx" + config.heapBytes());
    // One user's graph on one machine: the cheapest collector, and the compiler that is done
    // soonest.
    words.add("-XX:+UseSerialGC");
    words.add("-XX:TieredStopAtLevel=1");
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
