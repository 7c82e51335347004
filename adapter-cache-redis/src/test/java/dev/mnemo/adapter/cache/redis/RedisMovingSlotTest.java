package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A slot that an operator is moving from one node of a Cluster to another, half-way. */
class RedisMovingSlotTest {

  private static final RedisKeys KEYS = new RedisKeys("moving:");

  @RegisterExtension static final ClusterRedis CLUSTER = new ClusterRedis(0);

  @Test
  void scriptsShouldFollowASessionToTheNodeThatItWasMovedTo() {
    SessionKey key = SessionKey.of("alice", "moving");
    Move move = Move.of(key);
    try (RedisSessionCache cache = connect()) {
      cache.append(key, turnOf("e1"), IfEnded.REJECT);
      move.begin();
      cache.append(key, turnOf("e2"), IfEnded.REJECT);

      move.take(KEYS.of(key));

      assertThat(cache.append(key, turnOf("e3"), IfEnded.REJECT).sequence()).isEqualTo(3);
      EntryId first = new EntryId("e1");
      cache.changeEntry(key, first, new EntryChange.Rate(new Feedback(5, "good")));
      assertThat(cache.deleteEntry(key, new EntryId("e2"))).isTrue();
      assertThat(cache.find(key)).isPresent();
      assertThat(ids(cache, key)).containsExactly("e1", "e3");
      move.end();
      assertThat(ids(cache, key)).containsExactly("e1", "e3");
      assertThat(cache.findEntry(key, first).flatMap(QAEntry::feedback)).isPresent();
    }
  }

  @Test
  void aSessionOnBothNodesShouldBeRefusedAndUnchangedUntilAllOfItHasMoved() {
    SessionKey key = SessionKey.of("alice", "torn apart");
    Move move = Move.of(key);
    try (RedisSessionCache cache = connect()) {
      cache.append(key, turnOf("e1"), IfEnded.REJECT);
      move.begin();
      move.take(KEYS.record(key));

      refused(() -> cache.append(key, turnOf("e2"), IfEnded.REJECT));
      refused(() -> cache.read(key, new EntryRange.Last(10)));
      move.take(KEYS.of(key));

      assertThat(cache.append(key, turnOf("e2"), IfEnded.REJECT).sequence()).isEqualTo(2);
      move.end();
      assertThat(ids(cache, key)).containsExactly("e1", "e2");
    }
  }

  @Test
  void aNewSessionShouldBeRefusedWhileItsSlotIsMovedAndMadeAfterwards() {
    SessionKey key = SessionKey.of("alice", "new");
    Move move = Move.of(key);
    try (RedisSessionCache cache = connect()) {
      move.begin();

      refused(() -> cache.append(key, turnOf("e1"), IfEnded.REJECT));
      move.end();

      assertThat(cache.append(key, turnOf("e1"), IfEnded.REJECT).sequence()).isEqualTo(1);
      assertThat(ids(cache, key)).containsExactly("e1");
    }
  }

  private static void refused(ThrowingCallable call) {
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(call)
        .withMessageContaining("TRYAGAIN")
        .matches(BackendUnavailableException::retryable);
  }

  private static List<String> ids(RedisSessionCache cache, SessionKey key) {
    return cache.read(key, new EntryRange.Last(10)).entries().stream()
        .map(entry -> entry.id().value())
        .toList();
  }

  private static RedisSessionCache connect() {
    return RedisSessionCache.connect(
        new RedisCacheConfig(CLUSTER.uri(), "moving:", Optional.empty(), Duration.ofSeconds(4)),
        Clock.systemUTC());
  }

  /** A session's slot on its way, step by step as an operator's tools do it. */
  private record Move(int slot, RedisProcess from, RedisProcess to) {

    static Move of(SessionKey key) {
      RedisProcess from = CLUSTER.primaryOf(KEYS.record(key));
      RedisProcess to =
          CLUSTER.nodes().stream().filter(node -> !node.equals(from)).findFirst().orElseThrow();
      return new Move(SlotHash.getSlot(KEYS.record(key)), from, to);
    }

    void begin() {
      String source = CLUSTER.ask(from, RedisCommands::clusterMyId);
      String target = CLUSTER.ask(to, RedisCommands::clusterMyId);
      CLUSTER.ask(to, redis -> redis.clusterSetSlotImporting(slot, source));
      CLUSTER.ask(from, redis -> redis.clusterSetSlotMigrating(slot, target));
    }

    void take(String... keys) {
      CLUSTER.ask(
          from,
          redis -> redis.migrate("127.0.0.1", to.port(), 0, 5_000, MigrateArgs.Builder.keys(keys)));
    }

    void end() {
      String target = CLUSTER.ask(to, RedisCommands::clusterMyId);
      CLUSTER.ask(to, redis -> redis.clusterSetSlotNode(slot, target));
      CLUSTER.ask(from, redis -> redis.clusterSetSlotNode(slot, target));
    }
  }
}
