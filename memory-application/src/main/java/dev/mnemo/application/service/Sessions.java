package dev.mnemo.application.service;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.port.SessionCache;
import java.time.Duration;
import java.util.Optional;

/** The session cache as the use cases reach it: perhaps off, and worth a second try. */
final class Sessions {

  /** How its failures name it. */
  static final String NAME = "session cache";

  /** How often a write is tried. */
  static final int ATTEMPTS = 3;

  private final Optional<SessionCache> cache;
  private final Duration pause;

  /**
   * @param pause before the second attempt of a write; twice as long before the third
   */
  Sessions(Optional<SessionCache> cache, Duration pause) {
    this.cache = cache;
    this.pause = pause;
  }

  SessionCache cache() {
    return cache.orElseThrow(
        () -> new BackendUnavailableException(NAME, "is off; set MNEMO_CACHE to fs or redis"));
  }

  /** Appends a turn, trying again where that may help: its id makes a repeated write harmless. */
  QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
    SessionCache sessions = cache();
    for (int attempt = 1; ; attempt++) {
      try {
        return sessions.append(key, turn, ifEnded);
      } catch (MnemoException e) {
        if (!e.retryable() || attempt == ATTEMPTS) {
          throw e;
        }
      }
      rest(attempt);
    }
  }

  /** What appending to, or asking in, an ended session meets. */
  static ConflictException ended(SessionKey key) {
    return new ConflictException(
        "session '%s' was ended; reopen it or use another one".formatted(key.session()));
  }

  private void rest(int attempt) {
    try {
      Thread.sleep(pause.multipliedBy(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendUnavailableException(NAME, "writing was interrupted; repeat the call", e);
    }
  }
}
