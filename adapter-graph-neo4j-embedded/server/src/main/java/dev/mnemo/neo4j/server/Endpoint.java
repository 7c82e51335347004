package dev.mnemo.neo4j.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/** What a client needs in order to connect, and to be sure that it is this very process. */
record Endpoint(int port, String password, String version, long pid, Instant started) {

  static Endpoint of(int port, String password, String version) {
    ProcessHandle self = ProcessHandle.current();
    Instant started = self.info().startInstant().orElse(Instant.EPOCH);
    return new Endpoint(port, password, version, self.pid(), started);
  }

  /** Appears whole or not at all, and for the owner alone. */
  void publish(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Set<StandardOpenOption> create =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(draft, create, ownerOnly())) {
      channel.write(ByteBuffer.wrap(lines().getBytes(StandardCharsets.US_ASCII)));
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Publishes it once more where somebody removed or changed the file. */
  void maintain(Path file) throws IOException {
    try {
      if (Files.readString(file, StandardCharsets.ISO_8859_1).equals(lines())) {
        return;
      }
    } catch (NoSuchFileException removed) {
      // As below.
    }
    publish(file);
  }

  static void retract(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private String lines() {
    return "port=%d%npassword=%s%nversion=%s%npid=%d%nstarted=%s%n"
        .formatted(port, password, version, pid, started);
  }

  // Elsewhere the folder's own access list, inherited from the user's home, has to do.
  private static FileAttribute<?>[] ownerOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
