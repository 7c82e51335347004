package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.MnemoException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.sqlite.SQLiteConfig;

/** The database file in its folder: makes it, for its owner alone, and opens connections to it. */
final class SessionFile {

  /** The database's name in the folder; SQLite keeps {@code -wal} and {@code -shm} beside it. */
  static final String NAME = "sessions.db";

  private static final String READS_ONLY = "PRAGMA query_only=ON";

  /** Opens a connection. */
  private interface Opening {
    SqliteLink open() throws SQLException, IOException;
  }

  private final FsCacheConfig config;
  private final Path path;
  private final SqliteFailures failures;
  private final Semaphore lone = new Semaphore(1);

  SessionFile(FsCacheConfig config, SqliteFailures failures) {
    this.config = config;
    this.path = config.folder().resolve(NAME);
    this.failures = failures;
  }

  /**
   * A connection that reads, and waits for the rare locks that stop a reader. Where the disk has no
   * room for the index that the processes share, it has an index of its own, and keeps the other
   * connections out until it is closed.
   */
  SqliteLink openReader() {
    return reported(
        () -> {
          try {
            return open(false, READS_ONLY);
          } catch (SQLException e) {
            if (!SqliteFailures.isOfTheSharedIndex(e)) {
              throw e;
            }
            return openAlone(e);
          }
        });
  }

  /** A connection that writes, and leaves waiting for other writers to its user. */
  SqliteLink openWriter() {
    return reported(() -> open(false, "PRAGMA busy_timeout=0"));
  }

  /** Whether there is a file. */
  boolean exists() {
    return Files.exists(path);
  }

  /** Whether the file a link has open is still the one in the folder, not one deleted since. */
  boolean isOpenIn(SqliteLink link) {
    return link.file().equals(identity());
  }

  /** One at a time: those that each wait to be alone would keep one another from it. */
  private SqliteLink openAlone(SQLException reason) throws SQLException {
    lone.acquireUninterruptibly();
    boolean opened = false;
    try {
      SqliteLink link = open(true, READS_ONLY).alone(lone::release);
      opened = true;
      return link;
    } catch (SQLException | IOException e) {
      reason.addSuppressed(e);
      throw reason;
    } finally {
      if (!opened) {
        lone.release();
      }
    }
  }

  private SqliteLink reported(Opening opening) {
    try {
      return opening.open();
    } catch (SQLException e) {
      throw failures.translate(e);
    } catch (IOException e) {
      throw failures.translate(e);
    }
  }

  private SqliteLink open(boolean alone, String lastSetting) throws SQLException, IOException {
    prepareFolder();
    Patience patience = new Patience(config.lockTimeout());
    while (true) {
      try {
        return connect(alone, lastSetting);
      } catch (SQLException e) {
        // Switching a new file to WAL, and recovery, can meet a lock without waiting for it.
        if (!SqliteFailures.isBusy(e) || !patience.pause()) {
          throw e;
        }
      }
    }
  }

  private SqliteLink connect(boolean alone, String lastSetting) throws SQLException {
    SQLiteConfig settings = new SQLiteConfig();
    // Who wants to be alone holds what others wait for, and better starts anew than waits.
    settings.setBusyTimeout(alone ? 0 : Math.toIntExact(config.lockTimeout().toMillis()));
    // As a URI, since the driver takes a '?' in a plain path for the start of its settings.
    Connection connection = settings.createConnection("jdbc:sqlite:" + path.toUri());
    SqliteLink link = new SqliteLink(connection, identity());
    try {
      if (alone) {
        link.execute("PRAGMA locking_mode=EXCLUSIVE");
      }
      link.execute("PRAGMA journal_mode=WAL");
      link.execute("PRAGMA synchronous=FULL");
      // Where a sync stops at the drive's own cache (macOS), through it; elsewhere no difference.
      link.execute("PRAGMA fullfsync=ON");
      link.execute("PRAGMA secure_delete=ON");
      link.execute("PRAGMA temp_store=MEMORY");
      Schema.ensure(link, path, failures);
      link.execute(lastSetting);
      return link;
    } catch (SQLException | MnemoException e) {
      try {
        link.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** Which file is there now; empty where none is, or where the system cannot tell. */
  private Optional<Object> identity() {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void prepareFolder() throws IOException {
    Path folder = config.folder();
    if (!Files.isDirectory(folder)) {
      List<Path> parents = new ArrayList<>();
      for (Path part = folder; part != null && Files.notExists(part); part = part.getParent()) {
        Optional.ofNullable(part.getParent()).ifPresent(parents::add);
      }
      Files.createDirectories(folder, ownerOnly("rwx------"));
      parents.forEach(SessionFile::sync);
    }
    // Never opened where it exists: closing it again would drop SQLite's locks of this process.
    if (Files.notExists(path)) {
      try {
        Files.createFile(path, ownerOnly("rw-------"));
        sync(folder);
      } catch (FileAlreadyExistsException e) {
        // Another process was quicker; its file is as good.
      }
    }
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes a new name in a folder survive a power loss, where the system can. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder, and keeps names safe by itself.
    }
  }
}
