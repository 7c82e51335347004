package dev.mnemo.adapter.graph.neo4j.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the server there: a file of one's own, locked. The operating system drops the lock with the
 * process, however it ends.
 */
final class Lease implements AutoCloseable {

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Path file;
  private final FileChannel channel;

  private Lease(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Lease take(Path folder) throws IOException {
    while (true) {
      Path file = folder.resolve(prefix() + NUMBER.incrementAndGet());
      FileChannel channel;
      try {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException left) {
        // By an earlier process of the same id, which was killed.
        continue;
      }
      // Waits for an instant where the server is just looking at it.
      if (channel.lock().isValid() && Files.exists(file)) {
        return new Lease(file, channel);
      }
      // The server took it for one that was left behind.
      channel.close();
    }
  }

  /** How many are held. */
  static int count(Path folder) throws IOException {
    int held = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isHeld(file)) {
          held++;
        }
      }
    } catch (NoSuchFileException never) {
      return 0;
    }
    return held;
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      // The lock is gone with the channel; the server removes the file.
    }
  }

  private static boolean isHeld(Path file) {
    // To open and close one's own would drop its lock.
    if (file.getFileName().toString().startsWith(prefix())) {
      return true;
    }
    try (FileChannel lease = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return lease.tryLock() == null;
    } catch (IOException releasedOrForeign) {
      // What cannot be opened is no client's: a client's file is its own user's.
      return false;
    }
  }

  private static String prefix() {
    return ProcessHandle.current().pid() + "-";
  }
}
