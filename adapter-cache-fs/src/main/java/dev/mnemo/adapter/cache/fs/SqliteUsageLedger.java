package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UsageLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Model calls in a table beside the sessions, so that a turn and what it cost share a commit. */
final class SqliteUsageLedger implements UsageLedger {

  // Costs are stored in 10⁻¹² dollars.
  private static final int COST_DIGITS = 12;
  private static final BigDecimal DEAREST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final GroupCommit writer;
  private final Readers readers;

  SqliteUsageLedger(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public void record(List<ModelCall> calls) {
    if (!calls.isEmpty()) {
      writer.run(link -> insert(link, calls));
    }
  }

  @Override
  public Map<Optional<String>, UsageTotal> totals(UserId user, TimeRange range, UsageBy by) {
    return readers.read(link -> totals(link, user, range, by));
  }

  @Override
  public long forget(UserId user) {
    return writer.run(link -> (long) link.update("DELETE FROM call WHERE user = ?", user.value()));
  }

  static int insert(SqliteLink link, List<ModelCall> calls) throws SQLException {
    int added = 0;
    for (ModelCall call : calls) {
      added +=
          link.update(
              """
              INSERT OR IGNORE INTO call (user, at, id, session, operation, model,
                tokens_in, tokens_out, cost, estimated)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
              call.user().value(),
              Micros.stored("time of a model call", call.at()),
              call.id(),
              call.session().map(SessionId::value),
              call.operation().name(),
              call.model(),
              call.usage().tokensIn(),
              call.usage().tokensOut(),
              call.usage().costUsd().map(SqliteUsageLedger::stored),
              call.usage().estimated());
    }
    return added;
  }

  /**
   * Added up here, row by row: SQL would sort all of them first, and fail where a sum is too great.
   */
  static Map<Optional<String>, UsageTotal> totals(
      SqliteLink link, UserId user, TimeRange range, UsageBy by) throws SQLException {
    Map<Optional<String>, UsageTotal> totals = new HashMap<>();
    link.each(
        row ->
            totals.merge(
                Optional.ofNullable(row.getString(1)), UsageTotal.of(usage(row)), UsageTotal::plus),
        "SELECT "
            + column(by)
            + ", tokens_in, tokens_out, cost, estimated FROM call"
            + " WHERE user = ? AND at >= ? AND at < ?",
        user.value(),
        range.from().map(Micros::ceiling).orElse(Long.MIN_VALUE),
        range.to().map(Micros::ceiling).orElse(Long.MAX_VALUE));
    return totals;
  }

  private static Usage usage(ResultSet row) throws SQLException {
    long cost = row.getLong(4);
    Optional<BigDecimal> dollars =
        row.wasNull() ? Optional.empty() : Optional.of(BigDecimal.valueOf(cost, COST_DIGITS));
    return new Usage(row.getLong(2), row.getLong(3), dollars, row.getBoolean(5));
  }

  private static String column(UsageBy by) {
    return switch (by) {
      case MODEL -> "model";
      case SESSION -> "session";
      // Rounded down, also before 1970, where a division would round up.
      case DAY -> "date((at - (at % 1000000 + 1000000) % 1000000) / 1000000, 'unixepoch')";
      case OPERATION -> "operation";
    };
  }

  private static long stored(BigDecimal cost) {
    return cost.movePointRight(COST_DIGITS)
        .setScale(0, RoundingMode.HALF_UP)
        .min(DEAREST)
        .longValue();
  }
}
