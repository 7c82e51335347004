package dev.mnemo.adapter.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.TurnBuilder;
import dev.mnemo.testkit.contract.UsageLedgerContract;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each test has a prefix of its own. */
abstract class RedisUsageLedgerFixture implements UsageLedgerContract {

  private final String prefix = "mnemo-test-" + UUID.randomUUID() + ":";
  private final List<RedisSessionCache> opened = new ArrayList<>();

  abstract URI uri();

  @Override
  public UsageLedger openLedger() {
    return open().ledger();
  }

  @Test
  void deletingAllSessionsShouldKeepWhatTheyCost() {
    RedisSessionCache cache = open();
    SessionKey key = new SessionKey(USER, new SessionId("s"));
    cache.append(key, TurnBuilder.turnOf("e1"), IfEnded.REJECT);
    cache.ledger().record(List.of(call()));

    cache.deleteAll();
    cache.deleteAll(USER);

    assertThat(cache.find(key)).isEmpty();
    assertThat(cache.ledger().totals(USER, TimeRange.ALL, UsageBy.SESSION))
        .containsOnlyKeys(Optional.of("s"));
  }

  @Test
  void oneDamagedCallShouldNotHideTheOthers() {
    UsageLedger ledger = openLedger();
    ledger.record(List.of(call()));
    try (RawRedis redis = RawRedis.of(uri())) {
      String key = new RedisKeys(prefix).calls(USER);
      redis.commands().zadd(key, 1, "{torn");
      redis.commands().zadd(key, 2, "[1,2]");
      redis.commands().zadd(key, 3, "[\"1\",null,\"ANSWER\",\"m\",-1,0,\"x\",0]");
    }

    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.MODEL).values())
        .singleElement()
        .satisfies(total -> assertThat(total.calls()).isEqualTo(1));
  }

  private static ModelCall call() {
    return new ModelCall(
        "1",
        USER,
        Optional.of(new SessionId("s")),
        Operation.ANSWER,
        "m",
        Usage.NONE,
        TestClock.NOON);
  }

  private RedisSessionCache open() {
    RedisSessionCache cache =
        RedisSessionCache.connect(
            new RedisCacheConfig(uri(), prefix, Optional.empty(), Duration.ofSeconds(10)),
            TestClock.atNoon());
    opened.add(cache);
    return cache;
  }

  @AfterEach
  void closeAndClean() {
    opened.forEach(RedisSessionCache::close);
    try (RawRedis redis = RawRedis.of(uri())) {
      redis.commands().keys(prefix + "*").forEach(redis.commands()::del);
    }
  }
}
