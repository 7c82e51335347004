package dev.mnemo.neo4j.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The clients: each holds the lock of a file of its own in one folder. */
final class Leases {

  private final Path folder;

  Leases(Path folder) {
    this.folder = folder;
  }

  /** Whether any client is there; removes what the others left. */
  boolean anyHeld() throws IOException {
    boolean held = false;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        held |= isHeld(file);
      }
    } catch (NoSuchFileException gone) {
      return false;
    }
    return held;
  }

  private static boolean isHeld(Path file) {
    try (FileChannel lease = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (lease.tryLock() == null) {
        return true;
      }
      // Still locked, so that a client that has just created it notices and takes another.
      Files.deleteIfExists(file);
      return false;
    } catch (IOException releasedOrForeign) {
      // What cannot be opened is no client's: a client's file is its own user's.
      return false;
    }
  }
}
