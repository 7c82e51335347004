package dev.mnemo.adapter.graph.neo4j.embedded;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What a server published about itself. The writer is the server's own {@code Endpoint}, whose
 * property names these are.
 */
record Endpoint(int port, String password, String version, long pid, Instant started) {

  private static final String USER = "neo4j";
  private static final String HOST = "127.0.0.1";
  private static final int CONNECT_MILLIS = 2_000;
  private static final int MOST_PORT = 65_535;

  // The system's boot time, from which it counts, moves a little with every correction of its
  // clock.
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  // Bolt's magic number, then four proposals: 5.8 down to 5.0, then 4.4.
  private static final byte[] HANDSHAKE =
      HexFormat.of().parseHex("6060b017" + "00080805" + "00000404" + "00000000" + "00000000");

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  Endpoint {
    if (port < 1 || port > MOST_PORT || pid < 1 || password.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException("no endpoint");
    }
  }

  /** Empty where there is none, or it is damaged: then nobody may rely on it. */
  static Optional<Endpoint> read(Path file) {
    Properties lines = new Properties();
    try (InputStream bytes = Files.newInputStream(file)) {
      lines.load(bytes);
      return Optional.of(
          new Endpoint(
              Integer.parseInt(lines.getProperty("port", "")),
              lines.getProperty("password", ""),
              lines.getProperty("version", ""),
              Long.parseLong(lines.getProperty("pid", "")),
              Instant.parse(lines.getProperty("started", ""))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
      return Optional.empty();
    }
  }

  /** Refuses a password that others could read, or have written. */
  static void requirePrivate(Path file) {
    try {
      if (!ServerFolder.isPosix(file)) {
        return;
      }
      for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
        if (OF_OTHERS.contains(permission)) {
          throw new BackendUnavailableException(
              ServerFolder.BACKEND,
              "'%s' with its password is open to other users; run 'mnemo stop', and the next command makes a new one"
                  .formatted(file));
        }
      }
    } catch (IOException gone) {
      // Then there is nothing to protect.
    }
  }

  /** The process that published this, where it still is that process and no later one. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, started).abs())
                    .filter(apart -> apart.compareTo(CLOCK_TOLERANCE) <= 0)
                    .isPresent());
  }

  /** Whether a Bolt server answers there. */
  boolean answers() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      socket.getOutputStream().write(HANDSHAKE);
      byte[] version = socket.getInputStream().readNBytes(4);
      return version.length == 4 && version[3] != 0;
    } catch (IOException refused) {
      return false;
    }
  }

  ServerAddress address() {
    return new ServerAddress(uri(), USER, password);
  }

  ServerStatus.Running running() {
    return new ServerStatus.Running(uri(), version, pid, started);
  }

  private URI uri() {
    return URI.create("bolt://" + HOST + ":" + port);
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "Endpoint[port=%d, version=%s, pid=%d, started=%s]"
        .formatted(port, version, pid, started);
  }
}
