package dev.mnemo.application.service;

import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session as a search meets it: read before the answer, written after it. Its backend being off,
 * down or slow is an outcome here, never a failure.
 */
final class Conversation {

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  private final Sessions sessions;
  private final int size;
  private final Duration patience;

  /**
   * @param size how many recent entries make the window
   * @param patience how long a read, or one attempt of a write, may take
   */
  Conversation(Sessions sessions, int size, Duration patience) {
    this.sessions = sessions;
    this.size = size;
    this.patience = patience;
  }

  /** The turns before a question, or why they are not known. */
  sealed interface Window {

    List<QAEntry> turns();

    /**
     * @param ended whether the session was ended
     */
    record Known(List<QAEntry> turns, boolean ended) implements Window {}

    record Unknown(String reason) implements Window {
      @Override
      public List<QAEntry> turns() {
        return List.of();
      }
    }
  }

  /** Where a turn went: into the session under its id, or nowhere, and why. */
  record Remembrance(Optional<EntryId> entry, Optional<String> reason) {

    static Remembrance of(EntryId entry) {
      return new Remembrance(Optional.of(entry), Optional.empty());
    }

    static Remembrance none(String reason) {
      return new Remembrance(Optional.empty(), Optional.of(reason));
    }
  }

  /** A window being read. */
  record Reading(Future<History> entries, Future<Optional<Session>> session) {}

  /** Starts to read; the reads end with {@code forks}. */
  Reading begin(Forks forks, SessionKey key) {
    return new Reading(
        forks.start(() -> sessions.cache().read(key, new EntryRange.Last(size))),
        forks.start(() -> sessions.cache().find(key)));
  }

  /** The window, once it is there. */
  Window await(Reading reading) {
    try {
      History history = Forks.join(reading.entries(), patience, Sessions.NAME);
      history
          .damaged()
          .forEach(
              damage -> log.warn("not in the window: {}: {}", damage.where(), damage.reason()));
      return new Window.Known(history.entries(), ended(reading.session()));
    } catch (RuntimeException e) {
      stopIfInterrupted(e);
      return new Window.Unknown(reason("reading the session", e));
    }
  }

  /** Appends the turn; never throws, and is not disturbed by an interrupt. */
  Remembrance remember(SessionKey key, Turn turn, IfEnded ifEnded) {
    try (Forks forks = new Forks()) {
      Future<QAEntry> write = forks.start(() -> sessions.append(key, turn, ifEnded));
      return Remembrance.of(
          Forks.joinFirmly(write, patience.multipliedBy(Sessions.ATTEMPTS), Sessions.NAME).id());
    } catch (RuntimeException e) {
      return Remembrance.none(reason("appending the turn", e));
    }
  }

  // Only a hint that saves a model call: the append decides.
  private boolean ended(Future<Optional<Session>> session) {
    try {
      return Forks.join(session, patience, Sessions.NAME).flatMap(Session::ending).isPresent();
    } catch (RuntimeException e) {
      stopIfInterrupted(e);
      log.debug("whether the session was ended is not known", e);
      return false;
    }
  }

  private static void stopIfInterrupted(RuntimeException e) {
    if (Thread.currentThread().isInterrupted()) {
      throw e;
    }
  }

  private static String reason(String step, RuntimeException e) {
    if (e instanceof MnemoException told) {
      log.debug("{} failed", step, e);
      return String.valueOf(told.getMessage());
    }
    log.error("{} failed unexpectedly", step, e);
    return Sessions.NAME + ": " + step + " failed unexpectedly; the log tells why";
  }
}
