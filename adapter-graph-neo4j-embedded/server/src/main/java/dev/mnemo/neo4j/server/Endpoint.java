package dev.mnemo.neo4j.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Properties;
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
    Properties lines = new Properties();
    lines.setProperty("port", Integer.toString(port));
    lines.setProperty("password", password);
    lines.setProperty("version", version);
    lines.setProperty("pid", Long.toString(pid));
    lines.setProperty("started", started.toString());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    lines.store(bytes, null);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Set<StandardOpenOption> create =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(draft, create, ownerOnly())) {
      channel.write(ByteBuffer.wrap(bytes.toByteArray()));
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static void retract(Path file) throws IOException {
    Files.deleteIfExists(file);
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
