package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UsageLedger;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.ScoredValue;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Model calls in one sorted set a user, by time: a call that is recorded again is the same member.
 * Totals are added up here, page by page, as a script would keep the server from everybody else.
 */
final class RedisUsageLedger implements UsageLedger {

  private static final Logger LOG = LoggerFactory.getLogger(RedisUsageLedger.class);
  private static final int PAGE = 1_000;

  private final RedisConnection redis;
  private final RedisKeys keys;

  RedisUsageLedger(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  @Override
  public void record(List<ModelCall> calls) {
    Map<UserId, List<ScoredValue<String>>> members = new LinkedHashMap<>();
    for (ModelCall call : calls) {
      members
          .computeIfAbsent(call.user(), user -> new ArrayList<>())
          .add(ScoredValue.just(SessionRecord.micros(call.at()), CallJson.write(call)));
    }
    members.forEach(this::add);
  }

  private void add(UserId user, List<ScoredValue<String>> members) {
    String key = keys.calls(user);
    for (int at = 0; at < members.size(); at += PAGE) {
      ScoredValue<String>[] page = array(members.subList(at, Math.min(members.size(), at + PAGE)));
      redis.write(
          key, exchange -> exchange.await(exchange.send(exchange.commands().zadd(key, page))));
    }
  }

  @Override
  public Map<Optional<String>, UsageTotal> totals(UserId user, TimeRange range, UsageBy by) {
    Map<Optional<String>, UsageTotal> totals = new HashMap<>();
    Boundary<Number> end =
        range.to().map(to -> Boundary.<Number>excluding(ceiling(to))).orElse(Boundary.unbounded());
    Boundary<Number> start =
        range
            .from()
            .map(from -> Boundary.<Number>including(ceiling(from)))
            .orElse(Boundary.unbounded());
    // A page goes on at the time at which the last one ended, without what that had of it.
    Set<String> known = new HashSet<>();
    double last = Double.NaN;
    List<ScoredValue<String>> page;
    do {
      int size = PAGE + known.size();
      page = page(user, Range.from(start, end), size);
      int fresh = 0;
      for (ScoredValue<String> member : page) {
        if (member.getScore() == last && known.contains(member.getValue())) {
          continue;
        }
        fresh++;
        if (member.getScore() != last) {
          known.clear();
          last = member.getScore();
        }
        known.add(member.getValue());
        count(user, member, by, totals);
      }
      if (fresh == 0 || page.size() < size) {
        return totals;
      }
      start = Boundary.including((long) last);
    } while (true);
  }

  private List<ScoredValue<String>> page(UserId user, Range<Number> times, int size) {
    return redis.ask(
        exchange ->
            exchange.await(
                exchange.send(
                    exchange
                        .commands()
                        .zrangebyscoreWithScores(keys.calls(user), times, Limit.create(0, size)))));
  }

  // One call that cannot be read must not hide what the others cost.
  private void count(
      UserId user,
      ScoredValue<String> member,
      UsageBy by,
      Map<Optional<String>, UsageTotal> totals) {
    try {
      CallJson call = CallJson.read(member.getValue());
      totals.merge(
          call.group(by, (long) member.getScore()), UsageTotal.of(call.usage()), UsageTotal::plus);
    } catch (IOException e) {
      LOG.warn("Left out of the totals: a member of {}: {}", keys.calls(user), e.getMessage());
    }
  }

  @Override
  public long forget(UserId user) {
    String key = keys.calls(user);
    return redis.write(
        key,
        exchange -> {
          CompletableFuture<Long> calls = exchange.send(exchange.commands().zcard(key));
          CompletableFuture<Long> gone = exchange.send(exchange.commands().unlink(key));
          exchange.await(gone);
          return exchange.await(calls);
        });
  }

  /** The first microsecond not before a time. */
  private static long ceiling(Instant time) {
    long micros = SessionRecord.micros(time);
    return SessionRecord.time(micros).isBefore(time) ? micros + 1 : micros;
  }

  @SuppressWarnings("unchecked")
  private static ScoredValue<String>[] array(List<ScoredValue<String>> members) {
    return members.toArray(new ScoredValue[0]);
  }
}
