package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every call, as the user that the operators' guide tells to make, who may do nothing else. */
class RedisAccessTest {

  private static final UserId ALICE = new UserId("alice");

  @RegisterExtension static final ClusterRedis CLUSTER = new ClusterRedis(0);

  @RegisterExtension static final SentinelRedis SENTINEL = new SentinelRedis();

  @TempDir Path folder;

  @Test
  void theUserOfTheGuideShouldDoEverythingAndSeeNothingElse() throws IOException {
    try (RedisProcess server = RedisProcess.start(folder)) {
      Access.type(server, "SET", "other", "kept");
      Access.type(server, Access.line());
      Access.close(server);
      URI uri = URI.create("redis://mnemo:secret@127.0.0.1:" + server.port());

      try (RedisSessionCache cache = Access.connect(uri)) {
        everyCall(cache);
      }
      try (RawRedis mnemo = RawRedis.of(uri)) {
        assertThatExceptionOfType(io.lettuce.core.RedisCommandExecutionException.class)
            .isThrownBy(() -> mnemo.commands().get("other"))
            .withMessageContaining("NOPERM");
      }
    }
  }

  @Test
  void theUserOfTheGuideShouldDoEverythingInACluster() throws IOException {
    for (RedisProcess node : CLUSTER.nodes()) {
      Access.type(node, Access.line());
    }
    String nodes =
        CLUSTER.nodes().stream()
            .map(node -> "127.0.0.1:" + node.port())
            .collect(Collectors.joining(","));

    try (RedisSessionCache cache =
        Access.connect(URI.create("redis-cluster://mnemo:secret@" + nodes))) {
      everyCall(cache);
    }
  }

  @Test
  void aPasswordShouldReachThePrimaryThatSentinelsName() throws IOException {
    for (RedisProcess server : SENTINEL.servers()) {
      Access.type(server, Access.line());
    }
    String uri = SENTINEL.uri().toString();

    try (RedisSessionCache cache =
        Access.connect(URI.create(uri.replace("://", "://mnemo:secret@")))) {
      everyCall(cache);
    }
    try (RedisSessionCache cache =
        Access.connect(URI.create(uri.replace("://", "://mnemo:guessed@")))) {
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> cache.find(SessionKey.of("alice", "s")))
          .matches(failure -> !failure.getMessage().contains("guessed"));
    }
  }

  @Test
  void aPasswordShouldBeWrittenAsTheGuideSays() throws IOException {
    try (RedisProcess server = RedisProcess.start(folder)) {
      String[] line = Access.line();
      line[4] = ">p@s/s?w#o%rd";
      Access.type(server, line);
      Access.close(server);

      try (RedisSessionCache cache =
          Access.connect(
              URI.create("redis://mnemo:p%40s%2Fs%3Fw%23o%25rd@127.0.0.1:" + server.port()))) {
        everyCall(cache);
      }
    }
  }

  private static void everyCall(SessionCache cache) {
    SessionKey key = SessionKey.of("alice", "s");
    cache.create(SessionKey.of("alice", "empty"), TestClock.NOON, Metadata.NONE);
    for (int i = 1; i <= 3; i++) {
      cache.append(key, turnOf("e" + i), IfEnded.REJECT);
    }
    cache.changeEntry(key, new EntryId("e1"), new EntryChange.Answer("changed"));
    cache.changeEntry(key, new EntryId("e1"), new EntryChange.Rate(new Feedback(5, "good")));
    assertThat(cache.deleteEntry(key, new EntryId("e2"))).isTrue();
    assertThat(cache.read(key, new EntryRange.Last(10)).entries())
        .extracting(QAEntry::answer)
        .containsExactly("changed", "answer of e3");
    assertThat(cache.findEntry(key, new EntryId("e3"))).isPresent();
    cache.change(key, new SessionChange.Describe(Metadata.NONE.with("title", "t")));
    cache.change(key, new SessionChange.End(new Ending(Ending.Outcome.COMPLETED, TestClock.NOON)));
    cache.change(key, new SessionChange.Reopen());
    assertThat(cache.find(key)).isPresent();

    SessionPage first =
        cache.list(ALICE, SessionQuery.newestFirst(new Page.Cursor(Optional.empty(), 1)));
    SessionPage second =
        cache.list(ALICE, SessionQuery.newestFirst(new Page.Cursor(first.next(), 1)));
    assertThat(first.total()).isEqualTo(2);
    assertThat(second.sessions()).hasSize(1).doesNotContainAnyElementsOf(first.sessions());
    cache.usage(ALICE, Optional.empty());

    assertThat(cache.delete(key)).isEqualTo(new DeletedSessions(1, 2));
    assertThat(cache.deleteAll(ALICE)).isEqualTo(new DeletedSessions(1, 0));
    cache.append(key, turnOf("e4"), IfEnded.REJECT);
    assertThat(cache.deleteAll()).isEqualTo(new DeletedSessions(1, 1));
  }
}
