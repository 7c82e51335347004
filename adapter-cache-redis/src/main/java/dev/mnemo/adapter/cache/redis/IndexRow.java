package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A session as its user's index holds it, in the form that {@code index.lua} tells: numbers in
 * hexadecimal that sort as texts do, so that the server compares all 64 bits of them.
 */
final class IndexRow {

  /** Stands for a value that a session has not. */
  static final String NONE = "~";

  private static final HexFormat HEX = HexFormat.of();
  private static final int NUMBER = 16;
  private static final int COST = 28;

  private IndexRow() {}

  static String of(SessionRecord read) {
    Session session = read.session();
    Usage usage = session.usage();
    return sortable(read.version())
        + sortable(session.startedAt())
        + sortable(session.lastActivityAt())
        + session.ending().map(ending -> sortable(ending.at())).orElse(NONE.repeat(NUMBER))
        + usage.costUsd().map(IndexRow::sortable).orElse(NONE.repeat(COST))
        + sortable(usage.tokensIn())
        + sortable(usage.tokensOut())
        + session.expiresAt().map(IndexRow::sortable).orElse(NONE.repeat(NUMBER))
        + session.ending().map(ending -> outcome(ending.outcome())).orElse("r")
        + (usage.estimated() ? '1' : '0')
        + session.entries()
        + ' '
        + EntryJson.write(session.metadata());
  }

  /** The version that a row begins with. */
  static String version(String row) {
    return row.substring(0, Math.min(NUMBER, row.length()));
  }

  /** When the session of a row began, in a form that sorts. */
  static String started(String row) {
    return row.substring(NUMBER, 2 * NUMBER);
  }

  /** The session of a row. */
  static Session read(SessionKey key, String row) throws IOException {
    try {
      int at = 141;
      int space = row.indexOf(' ', at);
      Optional<BigDecimal> cost =
          isNone(row, 64)
              ? Optional.empty()
              : Optional.of(
                  new BigDecimal(
                      new BigInteger(row.substring(64, 92), 16), SessionRecord.COST_DIGITS));
      return new Session(
          key,
          time(row, 16),
          time(row, 32),
          ending(row),
          Long.parseLong(row.substring(at + 1, space)),
          new Usage(number(row, 92), number(row, 108), cost, row.charAt(at) == '1'),
          EntryJson.metadata(row.substring(space + 1)),
          isNone(row, 124) ? Optional.empty() : Optional.of(time(row, 124)));
    } catch (RuntimeException e) {
      throw new IOException("is not a row of the index: " + e.getMessage(), e);
    }
  }

  static String sortable(long number) {
    return HEX.toHexDigits(number ^ Long.MIN_VALUE);
  }

  static String sortable(Instant time) {
    return sortable(SessionRecord.micros(time));
  }

  private static String sortable(BigDecimal cost) {
    String digits = cost.movePointRight(SessionRecord.COST_DIGITS).toBigInteger().toString(16);
    return "0".repeat(Math.max(0, COST - digits.length())) + digits;
  }

  private static String outcome(Ending.Outcome outcome) {
    return switch (outcome) {
      case COMPLETED -> "c";
      case FAILED -> "f";
    };
  }

  private static Optional<Ending> ending(String row) {
    return switch (row.charAt(140)) {
      case 'c' -> Optional.of(new Ending(Ending.Outcome.COMPLETED, time(row, 48)));
      case 'f' -> Optional.of(new Ending(Ending.Outcome.FAILED, time(row, 48)));
      default -> Optional.empty();
    };
  }

  private static boolean isNone(String row, int at) {
    return row.startsWith(NONE, at);
  }

  private static Instant time(String row, int at) {
    return SessionRecord.time(number(row, at));
  }

  private static long number(String row, int at) {
    return HexFormat.fromHexDigitsToLong(row, at, at + NUMBER) ^ Long.MIN_VALUE;
  }
}
