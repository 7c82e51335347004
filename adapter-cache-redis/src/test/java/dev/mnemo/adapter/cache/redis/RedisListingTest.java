package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.adapter.cache.redis.RedisProcess.eventually;
import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a page out of many sessions costs, and that it stays right while others write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisListingTest {

  private static final int SESSIONS = 10_000;

  // Some are abandoned; none is so old that a missing row would be taken for a lost one.
  private static final Duration APART = Duration.ofMillis(300);
  private static final UserId ALICE = new UserId("alice");

  @TempDir static Path folder;

  private final TestClock clock = TestClock.atNoon();
  private RedisProcess server;
  private TcpProxy proxy;
  private RedisSessionCache cache;
  private RedisSessionCache writer;

  @BeforeAll
  void fill() {
    server = RedisProcess.start(folder);
    proxy = new TcpProxy(server.port());
    cache = cache(proxy.uri());
    writer = cache(server.address().toURI());
    Parallel.run(
        8,
        part -> {
          for (int i = part; i < SESSIONS; i += 8) {
            SessionKey key = key("s%05d".formatted(i));
            cache.append(
                key,
                turn("e")
                    .at(TestClock.NOON.minus(APART.multipliedBy(i)))
                    .cost(i % 7, i % 11, i % 13 == 0 ? "0" : "0." + i)
                    .build(),
                IfEnded.REJECT);
            if (i % 5 == 0) {
              writer.change(
                  key,
                  new SessionChange.End(
                      new Ending(
                          i % 2 == 0 ? Ending.Outcome.COMPLETED : Ending.Outcome.FAILED,
                          TestClock.NOON.plusSeconds(i))));
            }
          }
          return part;
        });
    awaitRows();
  }

  private void awaitRows() {
    try (RawRedis raw = RawRedis.of(server.address())) {
      String marks = new RedisKeys("mnemo:").marks(ALICE);
      eventually(
          "the rows",
          () -> {
            cache.list(ALICE, SessionQuery.newestFirst(new Page.Offset(0, 1)));
            return raw.commands().zcard(marks) == 0;
          });
    }
  }

  @AfterAll
  void close() {
    writer.close();
    cache.close();
    proxy.close();
    server.close();
  }

  @Test
  void aPageShouldTakeTwoRoundTripsInEveryOrderAndUnderEveryFilter() {
    awaitRows();
    for (Sort sort : Sort.values()) {
      for (Direction direction : Direction.values()) {
        for (Set<SessionStatus> statuses :
            List.<Set<SessionStatus>>of(
                Set.of(),
                EnumSet.of(SessionStatus.FAILED),
                EnumSet.of(SessionStatus.ABANDONED, SessionStatus.COMPLETED))) {
          SessionQuery query = query(sort, direction, statuses, new Page.Offset(321, 20));

          long trips = proxy.roundTrips(() -> cache.list(ALICE, query));

          assertThat(trips).as("%s", query).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void aPageAfterWritesShouldTakeThreeRoundTripsAndShowThem() {
    for (int i = 0; i < 50; i++) {
      SessionKey key = key("s%05d".formatted(i));
      writer.append(key, turn("x" + i).at(clock.instant()).build(), IfEnded.REOPEN);
    }
    List<SessionPage> pages = new ArrayList<>();

    long trips =
        proxy.roundTrips(
            () ->
                pages.add(
                    cache.list(
                        ALICE,
                        query(
                            Sort.LAST_ACTIVITY_AT,
                            Direction.DESCENDING,
                            Set.of(),
                            new Page.Cursor(Optional.empty(), 20)))));

    assertThat(trips).isBetween(1L, 3L);
    assertThat(pages.getFirst().sessions())
        .hasSize(20)
        .allMatch(session -> session.lastActivityAt().equals(clock.instant()));
    assertThat(pages.getFirst().total()).isEqualTo(SESSIONS);
  }

  @Test
  void theOperationsOfASessionShouldTakeOneRoundTrip() {
    SessionKey key = key("s00007");
    EntryId id = new EntryId("e");
    Feedback feedback = new Feedback(5, "");
    // Once before, so that the server knows the scripts and the proxy's connection is there.
    writer.append(key, turnOf("old"), IfEnded.REJECT);
    writer.changeEntry(key, id, new EntryChange.Rate(feedback));
    writer.deleteEntry(key, new EntryId("old"));

    assertThat(tripsOf(cache -> cache.append(key, turnOf("new"), IfEnded.REJECT)))
        .as("append")
        .isEqualTo(1);
    assertThat(tripsOf(cache -> cache.read(key, new EntryRange.Last(10)))).as("read").isEqualTo(1);
    assertThat(tripsOf(cache -> cache.changeEntry(key, id, new EntryChange.Rate(feedback))))
        .as("feedback")
        .isEqualTo(1);
    assertThat(tripsOf(cache -> cache.deleteEntry(key, new EntryId("new"))))
        .as("delete")
        .isEqualTo(1);
  }

  @Test
  void everySessionShouldComeOnceThroughCursorsWhileAllOfThemMove() {
    UserId bob = new UserId("bob");
    for (Direction direction : Direction.values()) {
      cache.deleteAll(bob);
      for (int i = 0; i < 30; i++) {
        cache.append(
            SessionKey.of("bob", "b%02d".formatted(i)),
            turn("e").at(TestClock.NOON.minusSeconds(i)).build(),
            IfEnded.REJECT);
      }
      List<String> met = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      int round = 0;
      do {
        SessionPage page =
            cache.list(
                bob, query(Sort.LAST_ACTIVITY_AT, direction, Set.of(), new Page.Cursor(cursor, 4)));
        page.sessions().stream().map(Session::key).forEach(key -> met.add(key.session().value()));
        assertThat(page.total()).as("the total as it was").isEqualTo(30);
        // Those shown, and those not shown yet, change their place; new ones come.
        for (int i = round % 3; i < 30; i += 3) {
          cache.append(
              SessionKey.of("bob", "b%02d".formatted(i)),
              turn("m" + round).at(TestClock.NOON.plusSeconds(1 + round * 40L + i)).build(),
              IfEnded.REJECT);
        }
        cache.append(SessionKey.of("bob", "new" + round), turnOf("e"), IfEnded.REJECT);
        round++;
        cursor = page.next();
      } while (cursor.isPresent() && round < 100);

      assertThat(met).as("%s", direction).hasSize(30).doesNotHaveDuplicates();
    }
  }

  /** By a cache of its own, so that nothing else goes over its connection. */
  private long tripsOf(Consumer<RedisSessionCache> call) {
    try (RedisSessionCache own = cache(proxy.uri())) {
      own.read(key("nobody"), new EntryRange.Last(1));
      return proxy.roundTrips(() -> call.accept(own));
    }
  }

  private RedisSessionCache cache(URI uri) {
    return RedisSessionCache.connect(
        new RedisCacheConfig(uri, "mnemo:", Optional.empty(), Duration.ofSeconds(20)), clock);
  }

  private static SessionQuery query(
      Sort sort, Direction direction, Set<SessionStatus> statuses, Page page) {
    return new SessionQuery(
        sort, direction, Optional.empty(), statuses, SessionQuery.ABANDONED_AFTER, page);
  }

  private static SessionKey key(String session) {
    return SessionKey.of("alice", session);
  }
}
