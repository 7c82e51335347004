package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.contract.UsageLedgerContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUsageLedgerTest implements UsageLedgerContract {

  @TempDir private Path folder;

  private final List<SqliteSessionCache> opened = new ArrayList<>();

  @Override
  public UsageLedger openLedger() {
    return open().ledger();
  }

  @Test
  void aFileOfTheFirstVersionShouldKeepItsSessionsAndGetALedger() {
    SessionKey key = SessionKey.of("alice", "conversation");
    SqliteSessionCache first = open();
    first.append(key, turnOf("e1"), IfEnded.REJECT);
    first.close();
    Database.change(folder, "DROP TABLE call");
    Database.change(folder, "PRAGMA user_version=1");

    SqliteSessionCache second = open();

    assertThat(second.find(key)).isPresent();
    assertThat(second.ledger().totals(USER, TimeRange.ALL, UsageBy.MODEL)).isEmpty();
    assertThat(Database.ask(folder, "PRAGMA user_version")).isEqualTo("2");
  }

  private SqliteSessionCache open() {
    SqliteSessionCache cache =
        SqliteSessionCache.open(FsCacheConfig.in(folder), TestClock.atNoon());
    opened.add(cache);
    return cache;
  }

  @AfterEach
  void close() {
    opened.forEach(SqliteSessionCache::close);
  }
}
