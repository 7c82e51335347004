package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.UserId;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.ZAddArgs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user's sessions in all orders, in the user's own slot. Writers mark a session there before or
 * while they write it; whoever lists looks first at the records of marked sessions, and of those
 * that are due to expire, and brings their rows up to date. So a listing shows what was written
 * before it, also by a writer that died between the two slots.
 */
final class SessionIndex {

  /** How long a mark is kept that its writer does not take away: its write may still be coming. */
  static final Duration MARK_LIFE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(SessionIndex.class);
  private static final Duration GONE_LIFE = Duration.ofMinutes(10);
  private static final int MOVES = 20_000;
  private static final int MOST_ROUNDS = 100;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final RecordReader records;
  private final Clock clock;

  SessionIndex(RedisConnection redis, RedisKeys keys, RecordReader records, Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.records = records;
    this.clock = clock;
  }

  /**
   * One page: two round trips, the second to see whether what is shown is still there, or three
   * where sessions were written and not yet looked at, or are gone.
   */
  SessionPage page(UserId user, SessionQuery query) {
    Instant now = clock.instant();
    SessionListing listing = new SessionListing(user, query, now);
    boolean verified = false;
    Set<String> seen = new HashSet<>();
    String marksFrom = "-inf";
    List<Object> answer = first(user, listing);
    int rounds = 0;
    while (true) {
      if (answer.getFirst().equals("stale")) {
        // Each round settles what it met, so that a call repeated goes on from there.
        if (++rounds > MOST_ROUNDS) {
          throw new BackendUnavailableException(
              RedisSessionCache.BACKEND,
              "more than %d sessions of user '%s' wait to be indexed; repeat the call"
                  .formatted(MOST_ROUNDS * RecordReader.BATCH, user));
        }
        List<String> marks = SessionListing.strings(answer.get(1));
        boolean more = marks.size() >= 2 * RecordReader.BATCH && seen.addAll(members(marks));
        String from = more ? marks.getLast() : "";
        List<Object> stale = answer;
        SessionListing same = listing;
        marksFrom = from;
        answer =
            redis.ask(
                exchange -> {
                  List<Publication> publications = lookAt(exchange, user, stale, now);
                  return publishAndList(exchange, user, publications, same, from);
                });
      } else if (!listing.take(answer)) {
        SessionListing same = listing;
        String from = marksFrom;
        answer = redis.ask(exchange -> exchange.await(list(exchange, user, same, from)));
      } else if (verified || rounds > 0) {
        return listing.page();
      } else {
        Map<SessionKey, String> shown = listing.versions();
        SessionListing again = new SessionListing(user, query, now);
        Optional<List<Object>> without =
            redis.ask(exchange -> withoutGhosts(exchange, user, shown, again));
        if (without.isEmpty()) {
          return listing.page();
        }
        verified = true;
        listing = again;
        answer = without.get();
      }
    }
  }

  private List<Object> first(UserId user, SessionListing listing) {
    return redis.ask(exchange -> exchange.await(list(exchange, user, listing, "-inf")));
  }

  /**
   * Takes rows away whose records are gone, as where a failover lost them and not the rows, and
   * lists again; empty where all are there. Rows of another version than their record are marked,
   * for whoever lists next: most were written a moment ago.
   */
  private Optional<List<Object>> withoutGhosts(
      Exchange exchange, UserId user, Map<SessionKey, String> shown, SessionListing again)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Publication> ghosts = new ArrayList<>();
    Map<SessionKey, String> versions = records.versions(exchange, shown.keySet());
    for (Map.Entry<SessionKey, String> one : versions.entrySet()) {
      String row = shown.getOrDefault(one.getKey(), "");
      String session = one.getKey().session().value();
      if (one.getValue().isEmpty()) {
        ghosts.add(Publication.absent(session, row, Mark.NONE));
      } else if (!one.getValue().equals(row)) {
        exchange.send(
            exchange.commands().zadd(keys.marks(user), Mark.LONG_AGO, Mark.of("reader", session)));
      }
    }
    return ghosts.isEmpty()
        ? Optional.empty()
        : Optional.of(publishAndList(exchange, user, ghosts, again, "-inf"));
  }

  private List<Object> publishAndList(
      Exchange exchange,
      UserId user,
      List<Publication> publications,
      SessionListing listing,
      String marksFrom)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Long> published = send(exchange, user, publications);
    CompletableFuture<List<Object>> page = list(exchange, user, listing, marksFrom);
    exchange.await(published);
    List<Object> listed = exchange.await(page);
    return exchange.isOutOfOrder()
        ? exchange.await(list(exchange, user, listing, marksFrom))
        : listed;
  }

  /** Writes publications of sessions of one user. */
  void publish(Exchange exchange, UserId user, List<Publication> publications)
      throws InterruptedException, ExecutionException, TimeoutException {
    exchange.await(send(exchange, user, publications));
  }

  /** Sets marks of one user's sessions, none to an earlier time than it has. */
  void mark(Exchange exchange, UserId user, List<Mark> marks)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<CompletableFuture<Long>> sent = new ArrayList<>();
    for (Mark mark : marks) {
      sent.add(
          exchange.send(
              exchange
                  .commands()
                  .zadd(keys.marks(user), ZAddArgs.Builder.gt(), mark.score(), mark.member())));
    }
    for (CompletableFuture<Long> one : sent) {
      exchange.await(one);
    }
  }

  private CompletableFuture<Long> send(
      Exchange exchange, UserId user, List<Publication> publications) {
    return exchange.send(
        Script.PUBLISH,
        ScriptOutputType.INTEGER,
        keys.index(user),
        arguments(publications, clock.instant()));
  }

  /** What {@code publish.lua} takes. */
  static String[] arguments(List<Publication> publications, Instant now) {
    return Publication.arguments(
        publications,
        Long.toString(GONE_LIFE.toMillis()),
        Integer.toString(MOVES),
        IndexRow.sortable(now));
  }

  private CompletableFuture<List<Object>> list(
      Exchange exchange, UserId user, SessionListing listing, String marksFrom) {
    return exchange.send(
        Script.LIST, ScriptOutputType.MULTI, keys.index(user), listing.arguments(marksFrom));
  }

  private List<Publication> lookAt(Exchange exchange, UserId user, List<Object> stale, Instant now)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, List<Mark>> marks = marks(stale);
    List<Publication> publications = new ArrayList<>();
    Map<SessionKey, String> rows = new LinkedHashMap<>();
    List<String> flat = SessionListing.strings(stale.get(2));
    for (int i = 0; i < flat.size(); i += 2) {
      String session = flat.get(i);
      Optional<SessionKey> key = RedisKeys.session(user, session);
      if (key.isPresent()) {
        rows.put(key.get(), flat.get(i + 1));
      } else {
        LOG.warn("Taken out of the index {}: a session of an impossible id", keys.rows(user));
        marks.getOrDefault(session, List.of(Mark.NONE)).stream()
            .map(mark -> Publication.foreign(session, mark))
            .forEach(publications::add);
      }
    }
    long old = SessionRecord.micros(now.minus(MARK_LIFE));
    List<SessionKey> sessions = List.copyOf(rows.keySet());
    List<RecordReader.Found> found = records.read(exchange, sessions);
    for (int i = 0; i < found.size(); i++) {
      String session = sessions.get(i).session().value();
      String known = Objects.requireNonNull(rows.get(sessions.get(i)));
      // What a younger mark stands for may still come.
      List<Mark> settled =
          marks.getOrDefault(session, List.of()).stream()
              .filter(mark -> mark.score() < old)
              .toList();
      for (Mark mark : settled.isEmpty() ? List.of(Mark.NONE) : settled) {
        publications.add(publication(session, found.get(i), known, mark, now));
      }
    }
    return publications;
  }

  private static Publication publication(
      String session, RecordReader.Found found, String known, Mark mark, Instant now) {
    return switch (found) {
      case RecordReader.Found.Present(SessionRecord read) when read.isVisibleAt(now) ->
          Publication.row(session, read, known, mark);
      case RecordReader.Found.Present expired -> Publication.absent(session, known, mark);
      case RecordReader.Found.Absent absent -> Publication.absent(session, known, mark);
      case RecordReader.Found.Damaged damaged -> Publication.damaged(session, known, mark);
    };
  }

  private static Map<String, List<Mark>> marks(List<Object> stale) {
    Map<String, List<Mark>> marks = new HashMap<>();
    List<String> flat = SessionListing.strings(stale.get(1));
    for (int i = 0; i < flat.size(); i += 2) {
      Mark mark = new Mark(flat.get(i), (long) Double.parseDouble(flat.get(i + 1)));
      marks.computeIfAbsent(mark.session(), any -> new ArrayList<>()).add(mark);
    }
    return marks;
  }

  private static List<String> members(List<String> marks) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < marks.size(); i += 2) {
      members.add(marks.get(i));
    }
    return members;
  }
}
