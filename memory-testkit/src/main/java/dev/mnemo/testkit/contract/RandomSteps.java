package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.contract.SessionSamples.all;
import static dev.mnemo.testkit.contract.SessionSamples.id;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.TurnBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls by chance that a seed fixes: few users and sessions, so that the calls meet. */
final class RandomSteps {

  private static final List<UserId> USERS = Stream.of("ann", "ann:").map(UserId::new).toList();
  private static final List<String> SESSIONS = List.of("s", ":s", "{s}", "%");
  private static final int ENTRY_IDS = 40;

  private final Random random;
  private Instant now = TestClock.NOON;
  private int made;

  private RandomSteps(long seed) {
    this.random = new Random(seed);
  }

  static List<RandomStep> of(long seed, int count) {
    RandomSteps steps = new RandomSteps(seed);
    return Stream.generate(steps::next).limit(count).toList();
  }

  private RandomStep next() {
    made++;
    Duration pause = random.nextInt(20) == 0 ? pause() : Duration.ZERO;
    now = now.plus(pause);
    return switch (random.nextInt(80)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> changeEntry(pause);
      case 8, 9, 10 -> {
        SessionKey key = key();
        String id = entryId();
        yield step("delete entry %s of %s", pause, c -> c.deleteEntry(key, id(id)), id, key);
      }
      case 11, 12 -> create(pause);
      case 13, 14, 15, 16, 17, 18 -> changeSession(pause);
      case 19 -> {
        SessionKey key = key();
        yield step("delete %s", pause, c -> c.delete(key), key);
      }
      case 20 -> random.nextInt(4) == 0 ? deleteMany(pause) : read(pause);
      case 21, 22, 23, 24, 25 -> read(pause);
      case 26, 27, 28 -> {
        SessionKey key = key();
        String id = entryId();
        yield step("find entry %s of %s", pause, c -> c.findEntry(key, id(id)), id, key);
      }
      case 29, 30, 31, 32, 33 -> list(pause);
      case 34, 35, 36, 37, 38 -> walk(pause);
      case 39, 40 -> {
        UserId user = user();
        Optional<Instant> since = since();
        yield step("usage of %s since %s", pause, c -> c.usage(user, since), user, since);
      }
      case 41, 42, 43 -> step("look at everything", pause, RandomSteps::everything);
      default -> append(pause);
    };
  }

  private RandomStep append(Duration pause) {
    SessionKey key = key();
    String id = entryId();
    IfEnded ifEnded = random.nextInt(3) == 0 ? IfEnded.REJECT : IfEnded.REOPEN;
    TurnBuilder turn = turn(id).at(now.plusMillis(random.nextInt(-5_000, 5_000)));
    if (random.nextInt(8) == 0) {
      turn.unpriced(random.nextInt(100), random.nextInt(100));
    } else {
      String cost = BigDecimal.valueOf(random.nextInt(50), random.nextInt(6)).toString();
      turn.cost(random.nextInt(100), random.nextInt(100), cost);
    }
    Turn built = turn.context("c" + made).metadata("n", "" + made).build();
    return step(
        "append %s to %s, %s, %s, %s",
        pause, c -> c.append(key, built, ifEnded), id, key, ifEnded, built.time(), built.usage());
  }

  private RandomStep changeEntry(Duration pause) {
    SessionKey key = key();
    String id = entryId();
    EntryChange change =
        switch (random.nextInt(4)) {
          case 0 -> new EntryChange.Unrate();
          case 1 -> new EntryChange.Answer("answer " + made);
          default -> new EntryChange.Rate(new Feedback(random.nextInt(1, 6), "f" + made));
        };
    return step(
        "change entry %s of %s: %s",
        pause, c -> c.changeEntry(key, id(id), change), id, key, change);
  }

  private RandomStep create(Duration pause) {
    SessionKey key = key();
    Instant start = now.minusSeconds(random.nextInt(100));
    Metadata metadata = metadata();
    return step(
        "create %s at %s, %s", pause, c -> c.create(key, start, metadata), key, start, metadata);
  }

  private RandomStep changeSession(Duration pause) {
    SessionKey key = key();
    Ending.Outcome outcome =
        random.nextBoolean() ? Ending.Outcome.COMPLETED : Ending.Outcome.FAILED;
    SessionChange change =
        switch (random.nextInt(4)) {
          case 0 -> new SessionChange.Reopen();
          case 1 -> new SessionChange.Describe(metadata());
          default -> new SessionChange.End(new Ending(outcome, now.plusSeconds(random.nextInt(9))));
        };
    return step("change %s: %s", pause, c -> c.change(key, change), key, change);
  }

  private RandomStep deleteMany(Duration pause) {
    UserId user = user();
    return random.nextInt(3) == 0
        ? step("delete all", pause, SessionCache::deleteAll)
        : step("delete all of %s", pause, c -> c.deleteAll(user), user);
  }

  private RandomStep read(Duration pause) {
    SessionKey key = key();
    int limit = random.nextInt(1, 12);
    EntryRange range =
        switch (random.nextInt(3)) {
          case 0 -> new EntryRange.Last(limit);
          case 1 -> new EntryRange.Before(random.nextInt(40), limit);
          default -> new EntryRange.After(random.nextInt(40), limit);
        };
    return step("read %s: %s", pause, c -> c.read(key, range), key, range);
  }

  private RandomStep list(Duration pause) {
    UserId user = user();
    Page page =
        random.nextBoolean()
            ? new Page.Offset(random.nextInt(6), random.nextInt(1, 7))
            : Page.numbered(random.nextInt(1, 4), random.nextInt(1, 4));
    SessionQuery query = query(page);
    return step("list %s: %s", pause, c -> Listed.page(c, user, query), user, query);
  }

  private RandomStep walk(Duration pause) {
    UserId user = user();
    SessionQuery query = query(new Page.Cursor(Optional.empty(), random.nextInt(1, 5)));
    return step("walk through %s: %s", pause, c -> Listed.walk(c, user, query), user, query);
  }

  private SessionQuery query(Page page) {
    Set<SessionStatus> statuses =
        random.nextBoolean()
            ? Set.of()
            : Stream.of(SessionStatus.values())
                .filter(status -> random.nextBoolean())
                .collect(Collectors.toSet());
    return new SessionQuery(
        Sort.values()[random.nextInt(Sort.values().length)],
        random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING,
        since(),
        statuses,
        SessionQuery.ABANDONED_AFTER,
        page);
  }

  /** What a listing shows; sessions that tie may come in any order. */
  private record Listed(long total, List<Optional<BigDecimal>> values, Set<Session> sessions) {

    /** One page; which of those that tie are on it is free, so that only their records are told. */
    static Listed page(SessionCache cache, UserId user, SessionQuery query) {
      SessionPage page = cache.list(user, query);
      page.sessions()
          .forEach(
              session -> {
                if (!cache.find(session.key()).equals(Optional.of(session))) {
                  throw new AssertionError("listed, but not found so: " + session);
                }
              });
      return new Listed(page.total(), values(page.sessions(), query), Set.of());
    }

    /** All pages, one after another. */
    static Listed walk(SessionCache cache, UserId user, SessionQuery query) {
      List<Session> met = new ArrayList<>();
      SessionPage page = cache.list(user, query);
      met.addAll(page.sessions());
      while (page.next().isPresent() && met.size() < 100) {
        Page next = new Page.Cursor(page.next(), query.page().limit());
        page =
            cache.list(
                user,
                new SessionQuery(
                    query.sort(),
                    query.direction(),
                    query.activeSince(),
                    query.statuses(),
                    query.abandonedAfter(),
                    next));
        met.addAll(page.sessions());
      }
      return new Listed(page.total(), values(met, query), new HashSet<>(met));
    }

    private static List<Optional<BigDecimal>> values(List<Session> sessions, SessionQuery query) {
      return sessions.stream()
          .map(session -> SortedBy.of(query.sort(), session).map(BigDecimal::stripTrailingZeros))
          .toList();
    }
  }

  private static List<Object> everything(SessionCache cache) {
    List<Object> seen = new ArrayList<>();
    for (UserId user : USERS) {
      seen.add(cache.usage(user, Optional.empty()));
      seen.add(
          Listed.walk(
              cache, user, SessionQuery.newestFirst(new Page.Cursor(Optional.empty(), 100))));
      for (String session : SESSIONS) {
        SessionKey key = new SessionKey(user, new SessionId(session));
        seen.add(cache.find(key));
        seen.add(all(cache, key));
      }
    }
    return seen;
  }

  private static RandomStep step(
      String text, Duration pause, Function<SessionCache, Object> call, Object... parts) {
    return new RandomStep(text.formatted(parts), pause, call);
  }

  private Duration pause() {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofHours(random.nextInt(1, 12));
      case 1 -> SessionQuery.ABANDONED_AFTER;
      default -> Duration.ofMillis(random.nextInt(1, 60_000));
    };
  }

  private Optional<Instant> since() {
    return random.nextInt(3) == 0
        ? Optional.of(now.minusSeconds(random.nextInt(7_200)))
        : Optional.empty();
  }

  private Metadata metadata() {
    return random.nextInt(4) == 0
        ? Metadata.NONE
        : Metadata.NONE.with("title", "t" + made).with("k" + random.nextInt(3), "");
  }

  /** Few, so that most are there, or were; each session may have each of them. */
  private String entryId() {
    return "e" + random.nextInt(ENTRY_IDS);
  }

  private SessionKey key() {
    return SessionKey.of(user().value(), SESSIONS.get(random.nextInt(SESSIONS.size())));
  }

  private UserId user() {
    return USERS.get(random.nextInt(USERS.size()));
  }
}
