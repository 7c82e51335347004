package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.MnemoException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What went wrong below, said so that a caller knows the folder and the remedy. */
final class SqliteFailures {

  /** The store's name in messages. */
  static final String BACKEND = "session cache (files)";

  // Primary result codes of SQLite; sqlite-jdbc gives them as the vendor code.
  private static final int ERROR = 1;
  private static final int PERM = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int PROTOCOL = 15;
  private static final int TOOBIG = 18;
  private static final int CONSTRAINT = 19;
  private static final int MISMATCH = 20;
  private static final int RANGE = 25;
  private static final int NOTADB = 26;

  private final Path folder;
  private final Duration lockTimeout;

  SqliteFailures(FsCacheConfig config) {
    this.folder = config.folder();
    this.lockTimeout = config.lockTimeout();
  }

  /** Whether another connection was in the way, so that trying again soon may help. */
  static boolean isBusy(SQLException failure) {
    int code = code(failure);
    return code == BUSY || code == LOCKED || code == PROTOCOL;
  }

  /** Whether only the statement failed, its transaction and its connection being as before. */
  static boolean isOfTheStatement(SQLException failure) {
    return switch (code(failure)) {
      case ERROR, TOOBIG, CONSTRAINT, MISMATCH, RANGE -> true;
      default -> false;
    };
  }

  /** Whether the connection is better replaced, what it was able to do before being in doubt. */
  static boolean isOfTheConnection(SQLException failure) {
    return !isBusy(failure) && !isOfTheStatement(failure) && code(failure) != FULL;
  }

  MnemoException translate(SQLException failure) {
    if (failure.getCause() instanceof NativeLibraryNotFoundException) {
      return unavailable(
          "SQLite's library could not be unpacked and loaded; let the system property"
              + " org.sqlite.tmpdir name a writable folder in which programs may run",
          failure);
    }
    return switch (isShmSize(failure) ? FULL : code(failure)) {
      case BUSY, LOCKED, PROTOCOL ->
          unavailable(
              "another process kept the sessions in %s locked for longer than %s; "
                      .formatted(folder, lockTimeout)
                  + "try again, or end that process",
              failure);
      case FULL ->
          unavailable(
              "the disk of %s is full, so nothing was changed; free some space".formatted(folder),
              failure);
      case READONLY, PERM ->
          unavailable(
              "%s is read-only; make the folder and its files writable, or use another folder"
                  .formatted(folder),
              failure);
      case CANTOPEN ->
          unavailable(
              "%s cannot be opened; check that it is a writable folder, or use another one"
                  .formatted(folder.resolve(SessionFile.NAME)),
              failure);
      case CORRUPT, NOTADB -> corrupted(failure);
      case TOOBIG -> new InvalidInputException("entry", "too large to store", "keep it below 1 GB");
      default ->
          unavailable(
              "%s could not be read or written (SQLite code %d); check the disk and its space"
                  .formatted(folder, code(failure)),
              failure);
    };
  }

  MnemoException translate(IOException failure) {
    String reason =
        switch (failure) {
          case AccessDeniedException denied -> "access denied";
          case FileAlreadyExistsException taken -> "it is a file, not a folder";
          case FileSystemException named when named.getReason() != null -> named.getReason();
          default -> failure.getClass().getSimpleName();
        };
    return unavailable(
        "the folder %s cannot be used (%s); make it a writable folder, or use another one"
            .formatted(folder, reason),
        failure);
  }

  MnemoException unavailable(String reason) {
    return new BackendUnavailableException(BACKEND, reason);
  }

  /** Whether there was no room, or no right, for the index that the processes share. */
  static boolean isOfTheSharedIndex(SQLException failure) {
    return isShmSize(failure) || code(failure) == CANTOPEN || code(failure) == FULL;
  }

  private static boolean isShmSize(SQLException failure) {
    return failure instanceof SQLiteException known
        && known.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
  }

  /** What those are told who waited for a writer that ended, for a reason that is not theirs. */
  MnemoException writerEnded(Throwable reason) {
    return unavailable(
        "writing to %s ended unexpectedly (%s), so this write may be stored or not; repeat the call, an append under the same id"
            .formatted(folder, reason.getClass().getSimpleName()),
        reason);
  }

  MnemoException closed() {
    return unavailable("was closed; open it again to use the sessions in " + folder);
  }

  private MnemoException unavailable(String reason, Throwable cause) {
    return new BackendUnavailableException(BACKEND, reason, cause);
  }

  private MnemoException corrupted(SQLException failure) {
    return new CorruptedDataException(
        "%s: %s is damaged or not a database of sessions"
            .formatted(BACKEND, folder.resolve(SessionFile.NAME)),
        "it was left as it is; move it and its -wal file away to start anew, or restore a backup",
        failure);
  }

  private static int code(SQLException failure) {
    return failure.getErrorCode() & 0xff;
  }
}
