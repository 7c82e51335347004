package dev.mnemo.testkit.contract;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What an adapter's test provides so that the clauses of the session cache can run. */
public interface SessionCacheFixture {

  /**
   * Opens the storage of the running test. It is empty at a test's first call; each further call of
   * the same test opens the same storage once more, as another process would, and the caches opened
   * before stay usable. Close what was opened after each test.
   */
  SessionCache open(Clock clock, Optional<Duration> timeToLive);

  /**
   * Makes the stored form of an entry unreadable, below the port, as a fault of a disk or of
   * another program would; its session's other records stay as they are.
   */
  void damage(SessionKey key, EntryId id);

  /**
   * Opens a storage that lies beside that of the running test in the same backend, under a name (a
   * folder, a prefix of keys) that begins as its name does; empty at a test's first call. Close it
   * after each test, and leave nothing of it behind.
   */
  SessionCache openNeighbour(Clock clock);

  /** The storage of the running test, at {@link TestClock#NOON} and without expiry. */
  default SessionCache open() {
    return open(TestClock.atNoon(), Optional.empty());
  }
}
