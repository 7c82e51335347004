package dev.mnemo.application.service;

import dev.mnemo.domain.model.EntryId;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Entry ids as UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter that starts
 * anew at a random place each millisecond (method 1 of section 6.2), and 62 random bits. Ids of one
 * instance only grow, also when the clock stands still or goes back.
 */
final class TimeOrderedIds {

  private static final int COUNTER_LIMIT = 1 << 12;
  // Starting in the lower half leaves room to count.
  private static final int COUNTER_START = 1 << 11;
  private static final long LARGEST_TIME = (1L << 48) - 1;
  private static final long RANDOM_BITS = (1L << 62) - 1;

  private final Clock clock;
  private final RandomGenerator random;
  private long millis;
  private int counter;

  TimeOrderedIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized EntryId next() {
    long now = Math.clamp(clock.millis(), 0, LARGEST_TIME);
    if (now > millis) {
      millis = now;
      counter = random.nextInt(COUNTER_START);
    } else if (++counter == COUNTER_LIMIT) {
      millis++;
      counter = random.nextInt(COUNTER_START);
    }
    long high = millis << 16 | 0x7000 | counter;
    long low = 1L << 63 | random.nextLong() & RANDOM_BITS;
    return new EntryId(new UUID(high, low).toString());
  }
}
