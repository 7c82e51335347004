package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.model.SessionId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Gives the marks of one cache: they name it, and each is later than the one before. */
final class Writer {

  private static final int BASE = 36;

  private final Clock clock;
  private final String name;
  private final AtomicLong last = new AtomicLong();

  Writer(Clock clock) {
    this.clock = clock;
    this.name = Long.toUnsignedString(new SecureRandom().nextLong(), BASE);
  }

  Mark mark(SessionId session) {
    long now = SessionRecord.micros(clock.instant());
    long score = last.updateAndGet(before -> Math.max(before + 1, now));
    return new Mark(Mark.of(name, session.value()), score);
  }
}
