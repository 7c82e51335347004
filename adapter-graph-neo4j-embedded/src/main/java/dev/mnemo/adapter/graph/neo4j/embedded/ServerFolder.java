package dev.mnemo.adapter.graph.neo4j.embedded;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that the server and its clients share: the store, and how they find each other. */
record ServerFolder(Path root) {

  static final String BACKEND = "local graph";

  private static final long LEAST_SPACE = 64L << 20;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  Path store() {
    return root.resolve("store");
  }

  /** Locked by the server for its whole life. */
  Path lock() {
    return root.resolve("server.lock");
  }

  /** Holds the password: for the owner alone. */
  Path endpointFile() {
    return root.resolve("server.endpoint");
  }

  /** Holds a file for each client, locked by it. */
  Path leases() {
    return root.resolve("leases");
  }

  /** Appears where somebody wants the server to stop. */
  Path stopRequest() {
    return root.resolve("server.stop");
  }

  Path log() {
    return root.resolve("server.log");
  }

  /** Creates it for its owner alone, or says why it cannot be used. */
  void prepare() {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw unusable("it is a file; name a folder");
    }
    try {
      if (holdsOtherThings()) {
        throw unusable("it holds other things and no graph; name a new or an empty folder");
      }
      Files.createDirectories(root);
      closeToOthers();
      Files.createDirectories(leases());
      // By trying, as the answer of isWritable says nothing of a read-only disk.
      try (FileChannel writable = openLock(StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        writable.force(false);
      }
      if (Files.getFileStore(root).getUsableSpace() < LEAST_SPACE) {
        throw new BackendUnavailableException(
            BACKEND,
            "the disk of '%s' has less than %d MB left; free some space, or name another folder"
                .formatted(root, LEAST_SPACE >> 20));
      }
    } catch (IOException failure) {
      throw unusable(
          "it cannot be written (%s); give yourself access to it, or name another folder"
              .formatted(failure));
    }
  }

  /** What the server published; empty where there is none, or it cannot be read as such. */
  Optional<Endpoint> endpoint() {
    return Endpoint.read(endpointFile());
  }

  /** Whether a server is there, ready or not. */
  boolean served() {
    // The locks of one JVM must not meet, and closing one file drops the locks of all on it.
    synchronized (ServerFolder.class) {
      try (FileChannel file = openLock(StandardOpenOption.READ);
          FileLock free = file.tryLock(0, Long.MAX_VALUE, true)) {
        return free == null;
      } catch (NoSuchFileException never) {
        return false;
      } catch (IOException failure) {
        throw unusable(
            "its lock cannot be read (%s); give yourself access to it".formatted(failure));
      }
    }
  }

  private FileChannel openLock(StandardOpenOption... options) throws IOException {
    return FileChannel.open(lock(), options);
  }

  // It is about to be closed to others: no folder to do that to by mistake. Another command may be
  // preparing it at this moment.
  private boolean holdsOtherThings() throws IOException {
    if (!Files.exists(root)) {
      return false;
    }
    try (Stream<Path> files = Files.list(root)) {
      return files.anyMatch(file -> !file.equals(lock()) && !file.equals(leases()))
          && !Files.exists(lock());
    }
  }

  private void closeToOthers() throws IOException {
    if (isPosix(root) && !Files.getPosixFilePermissions(root).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(root, OWNER_ONLY);
    }
  }

  static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private InvalidInputException unusable(String why) {
    return new InvalidInputException("graph folder", root, why);
  }
}
