package dev.mnemo.neo4j.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** The right to serve a store; the operating system takes it back however this process ends. */
final class StoreLock implements AutoCloseable {

  // Clients test the lock for an instant; a server holds it for long.
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 50_000_000;

  private final FileChannel file;

  StoreLock(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Whether this process serves the store from now on. */
  boolean acquire() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (file.tryLock() != null) {
        return true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
