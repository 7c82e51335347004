package dev.mnemo.neo4j.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The right to serve a store; the operating system takes it back however this process ends. */
final class StoreLock implements AutoCloseable {

  // Clients test the lock for an instant; a server holds it for long.
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 50_000_000;

  private final Path path;
  private final FileChannel file;
  private final @Nullable Object identity;

  StoreLock(Path path) throws IOException {
    this.path = path;
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    identity = identity();
  }

  /** Whether this process serves the store from now on. */
  boolean acquire() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (file.tryLock() != null) {
        return isInPlace();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  /** Whether the locked file is still the one that others find; not so after a restored backup. */
  boolean isInPlace() {
    try {
      return Objects.equals(identity, identity());
    } catch (IOException gone) {
      return false;
    }
  }

  private @Nullable Object identity() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
