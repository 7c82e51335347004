package dev.mnemo.neo4j.server;

import java.nio.channels.OverlappingFileLockException;
import java.util.Locale;
import org.neo4j.io.locker.FileLockException;

/** Why this process ended, as its exit code tells the process that started it. */
enum Exit {
  DONE(0),
  FAILED(70),
  /** Another of these serves the store. */
  TAKEN(71),
  /** Some other Neo4j has the store open. */
  IN_USE(72),
  NO_SPACE(73),
  /** A newer Neo4j wrote the store. */
  TOO_NEW(74);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Exit of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileLockException || cause instanceof OverlappingFileLockException) {
        return IN_USE;
      }
      String text = String.valueOf(cause).toLowerCase(Locale.ROOT);
      if (text.contains("no space left") || text.contains("not enough space")) {
        return NO_SPACE;
      }
      // Neo4j has no type or code for this, only several wordings.
      if (text.contains("newer") || text.contains("unknown store version")) {
        return TOO_NEW;
      }
    }
    return FAILED;
  }
}
