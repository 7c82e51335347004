package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.UserId;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A user's sessions in all orders, in the user's own slot. Writers mark a session there before or
 * while they write it; whoever lists looks first at the records of marked sessions, and of those
 * that are due to expire, and brings their rows up to date. So a listing shows what was written
 * before it, also by a writer that died between the two slots.
 */
final class SessionIndex {

  /** How long a mark is kept that its writer does not take away: its write may still be coming. */
  static final Duration MARK_LIFE = Duration.ofMinutes(1);

  private static final Duration GONE_LIFE = Duration.ofMinutes(10);
  private static final int MOVES = 20_000;
  private static final int MOST_ROUNDS = 1_000;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final RecordReader records;

  SessionIndex(RedisConnection redis, RedisKeys keys, RecordReader records) {
    this.redis = redis;
    this.keys = keys;
    this.records = records;
  }

  /** One page: one round trip, or three where sessions were written and not yet looked at. */
  SessionPage page(UserId user, SessionQuery query, Instant now) {
    SessionListing listing = new SessionListing(user, query, now);
    Set<String> seen = new HashSet<>();
    String marksFrom = "-inf";
    List<Object> answer =
        redis.ask(exchange -> exchange.await(list(exchange, user, listing, "-inf")));
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (answer.getFirst().equals("stale")) {
        List<String> marks = SessionListing.strings(answer.get(1));
        boolean more = marks.size() >= 2 * RecordReader.BATCH && seen.addAll(members(marks));
        String from = more ? marks.getLast() : "";
        List<Object> stale = answer;
        marksFrom = from;
        answer =
            redis.ask(
                exchange -> {
                  List<Publication> publications = lookAt(exchange, user, stale, now);
                  CompletableFuture<Long> published = send(exchange, user, publications);
                  var page = list(exchange, user, listing, from);
                  exchange.await(published);
                  List<Object> listed = exchange.await(page);
                  return exchange.isOutOfOrder()
                      ? exchange.await(list(exchange, user, listing, from))
                      : listed;
                });
      } else if (listing.take(answer)) {
        return listing.page();
      } else {
        String from = marksFrom;
        answer = redis.ask(exchange -> exchange.await(list(exchange, user, listing, from)));
      }
    }
    return listing.page();
  }

  /** Writes publications of sessions of one user. */
  void publish(Exchange exchange, UserId user, List<Publication> publications)
      throws InterruptedException, ExecutionException, TimeoutException {
    exchange.await(send(exchange, user, publications));
  }

  private CompletableFuture<Long> send(
      Exchange exchange, UserId user, List<Publication> publications) {
    return exchange.send(
        Script.PUBLISH, ScriptOutputType.INTEGER, keys.index(user), arguments(publications));
  }

  /** What {@code publish.lua} takes. */
  static String[] arguments(List<Publication> publications) {
    return Publication.arguments(
        publications, Long.toString(GONE_LIFE.toNanos() / 1_000), Integer.toString(MOVES));
  }

  private CompletableFuture<List<Object>> list(
      Exchange exchange, UserId user, SessionListing listing, String marksFrom) {
    return exchange.send(
        Script.LIST, ScriptOutputType.MULTI, keys.index(user), listing.arguments(marksFrom));
  }

  private List<Publication> lookAt(Exchange exchange, UserId user, List<Object> stale, Instant now)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, List<Mark>> old = marksBefore(stale, now.minus(MARK_LIFE));
    List<String> rows = SessionListing.strings(stale.get(2));
    List<SessionKey> sessions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += 2) {
      sessions.add(new SessionKey(user, new SessionId(rows.get(i))));
    }
    List<RecordReader.Found> found = records.read(exchange, sessions);
    List<Publication> publications = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      String session = rows.get(2 * i);
      String version = rows.get(2 * i + 1);
      for (Mark mark : old.getOrDefault(session, List.of(Mark.NONE))) {
        publications.add(
            switch (found.get(i)) {
              case RecordReader.Found.Present(SessionRecord read) when read.isVisibleAt(now) ->
                  Publication.row(session, read, mark);
              case RecordReader.Found.Present expired -> Publication.absent(session, version, mark);
              case RecordReader.Found.Absent absent -> Publication.absent(session, version, mark);
              case RecordReader.Found.Damaged damaged ->
                  Publication.damaged(session, version, mark);
            });
      }
    }
    return publications;
  }

  private static Map<String, List<Mark>> marksBefore(List<Object> stale, Instant time) {
    Map<String, List<Mark>> marks = new HashMap<>();
    List<String> flat = SessionListing.strings(stale.get(1));
    for (int i = 0; i < flat.size(); i += 2) {
      long score = (long) Double.parseDouble(flat.get(i + 1));
      if (score < SessionRecord.micros(time)) {
        String member = flat.get(i);
        marks
            .computeIfAbsent(member.substring(member.indexOf('|') + 1), any -> new ArrayList<>())
            .add(new Mark(member, score));
      }
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
