package dev.mnemo.benchmarks;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.testkit.TurnBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Turns of the size that they have in life: a sentence, an answer, a page of context. */
final class Turns {

  private static final int QUESTION = 60;
  private static final int ANSWER = 500;
  private static final int CONTEXT = 2_000;
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final String TEXT = text(new Random(7), QUESTION + ANSWER + CONTEXT);
  private static final AtomicLong LAST = new AtomicLong();

  private Turns() {}

  /** A turn with an id of its own, as long as those that the core makes. */
  static Turn next() {
    long number = LAST.incrementAndGet();
    return TurnBuilder.turn(id(number).value())
        .at(START.plusMillis(number))
        .question(TEXT.substring(0, QUESTION))
        .answer(TEXT.substring(QUESTION, QUESTION + ANSWER))
        .context(TEXT.substring(QUESTION + ANSWER))
        .usage(new Usage(900, 120, Optional.of(new BigDecimal("0.0012")), false))
        .build();
  }

  private static EntryId id(long number) {
    return new EntryId(new UUID(START.toEpochMilli() << 16 | 0x7000L, number).toString());
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int letters = 2 + random.nextInt(8);
      random.ints(letters, 'a', 'z' + 1).forEach(text::appendCodePoint);
      text.append(' ');
    }
    return text.substring(0, length);
  }
}
