package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.contract.SessionSamples.id;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import java.util.Random;

/** A user's sessions that move in every order, by chance that a seed fixes. */
final class ChangingSessions {

  /** How many of them there are at first: {@code s0 … s23}. */
  static final int COUNT = 24;

  private final SessionCache cache;
  private final UserId user;
  private final Random random;
  private int written;

  ChangingSessions(SessionCache cache, UserId user, long seed) {
    this.cache = cache;
    this.user = user;
    this.random = new Random(seed);
  }

  /** Appends to a session, reopening it; each turn is newer than the one before. */
  void write(String session) {
    written++;
    cache.append(
        key(session),
        turn("e" + written)
            .at(TestClock.NOON.plusSeconds(written))
            .cost(written % 17, written % 13, "0." + written % 11)
            .build(),
        IfEnded.REOPEN);
  }

  /** Appends, ends, deletes entries, makes new sessions. */
  void writeAny(int times) {
    for (int i = 0; i < times; i++) {
      String any = "s" + random.nextInt(COUNT);
      switch (random.nextInt(5)) {
        case 0 -> write("new " + written);
        case 1 -> end(any);
        case 2 -> cache.deleteEntry(key(any), id("e" + random.nextInt(1, written)));
        default -> write(any);
      }
    }
  }

  private void end(String session) {
    Ending ending = new Ending(Ending.Outcome.COMPLETED, TestClock.NOON.plusSeconds(written % 19));
    cache.change(key(session), new SessionChange.End(ending));
  }

  private SessionKey key(String session) {
    return SessionKey.of(user.value(), session);
  }
}
