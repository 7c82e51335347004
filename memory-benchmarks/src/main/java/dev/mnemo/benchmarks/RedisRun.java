package dev.mnemo.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.mnemo.adapter.cache.redis.RedisCacheConfig;
import dev.mnemo.adapter.cache.redis.RedisCacheModule;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.UserId;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The Redis cache beside the bare commands that it cannot do without, with the same payload, over
 * the same client, in one loop; and beside a store that rewrites the whole list at every turn.
 */
final class RedisRun {

  private static final int SHORT = 10;
  private static final int SHORT_SESSIONS = 200;
  private static final EntryChange RATING = new EntryChange.Rate(new Feedback(5, "good"));

  private final int rounds;
  private final int longest;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param rounds how many times each operation is measured
   * @param longest how many entries the longest session holds
   */
  RedisRun(int rounds, int longest) {
    this.rounds = rounds;
    this.longest = longest;
  }

  void run() throws Exception {
    String prefix = "mnemo-benchmark-" + UUID.randomUUID() + ":";
    try (LocalRedis redis = LocalRedis.open();
        RedisClient client = RedisClient.create(redis.uri().toString());
        StatefulRedisConnection<String, String> connection = client.connect();
        OpenCache cache =
            new OpenCache(
                new RedisCacheModule(
                    new RedisCacheConfig(
                        redis.uri(), prefix, Optional.empty(), Duration.ofSeconds(10))))) {
      RedisCommands<String, String> bare = connection.sync();
      try {
        String payload = payload(cache, bare, prefix);
        Output.line("an entry is %d characters of JSON; medians in us", payload.length());
        besideBare(cache, bare, prefix, payload, 1);
        besideBare(cache, bare, prefix, payload, 16);
        byLength(cache);
        pages(cache);
        memory(cache, bare, prefix);
        besideWholeList(cache, bare, prefix, payload);
      } finally {
        cache.port().deleteAll();
        for (String left : keys(bare, prefix)) {
          bare.unlink(left);
        }
      }
    }
  }

  // What the cache stores for a turn is what the bare commands store too.
  private static String payload(
      OpenCache cache, RedisCommands<String, String> bare, String prefix) {
    cache.append(OpenCache.session("payload", "s"));
    return keys(bare, prefix).stream()
        .filter(key -> bare.type(key).equals("list"))
        .map(key -> bare.lindex(key, 0))
        .findFirst()
        .orElseThrow();
  }

  private void besideBare(
      OpenCache cache,
      RedisCommands<String, String> bare,
      String prefix,
      String payload,
      int threads)
      throws Exception {
    SessionKey[] sessions = sessions("threads" + threads, threads);
    cache.fill(SHORT, sessions);
    IntStream.range(0, threads)
        .forEach(
            thread -> IntStream.range(0, SHORT).forEach(i -> bare.rpush(prefix + thread, payload)));
    Map<String, Double> medians =
        new SideBySide()
            .with("append", (thread, round) -> cache.append(sessions[thread]))
            .with("bare RPUSH", (thread, round) -> bare.rpush(prefix + thread, payload))
            .with(
                "last 10",
                (thread, round) -> cache.port().read(sessions[thread], OpenCache.LAST_TEN))
            .with("bare LRANGE", (thread, round) -> bare.lrange(prefix + thread, -10, -1))
            .medians(threads, rounds);
    SideBySide.ratio("append, %d threads".formatted(threads), medians, "append", "bare RPUSH");
    SideBySide.ratio("last 10, %d threads".formatted(threads), medians, "last 10", "bare LRANGE");
  }

  private void byLength(OpenCache cache) throws Exception {
    SessionKey[] few = sessions("short", SHORT_SESSIONS);
    SessionKey[] many = {OpenCache.session("long", "s")};
    cache.fill(SHORT, few);
    cache.fill(longest, many);
    SideBySide operations = new SideBySide();
    changing(operations, "", cache, few);
    changing(operations, " long", cache, many);
    Map<String, Double> medians = operations.medians(1, rounds);
    for (String operation : List.of("append", "last 10", "update", "delete")) {
      SideBySide.ratio(
          "%s, %d entries against %d".formatted(operation, longest, SHORT),
          medians,
          operation + " long",
          operation);
    }
  }

  // Each entry that is added is rated and then deleted, one turn of all sessions later.
  private static void changing(
      SideBySide operations, String suffix, OpenCache cache, SessionKey... sessions) {
    Deque<QAEntry> added = new ArrayDeque<>();
    for (int i = 0; i < SHORT_SESSIONS; i++) {
      added.add(cache.append(sessions[i % sessions.length]));
    }
    operations
        .with("append" + suffix, (t, i) -> added.add(cache.append(sessions[i % sessions.length])))
        .with(
            "last 10" + suffix,
            (t, i) -> cache.port().read(sessions[i % sessions.length], OpenCache.LAST_TEN))
        .with(
            "update" + suffix,
            (t, i) -> {
              QAEntry entry = added.getFirst();
              cache.port().changeEntry(entry.session(), entry.id(), RATING);
            })
        .with(
            "delete" + suffix,
            (t, i) -> {
              QAEntry entry = added.removeFirst();
              cache.port().deleteEntry(entry.session(), entry.id());
            });
  }

  private void pages(OpenCache cache) throws Exception {
    int all = Math.min(10_000, longest);
    for (SessionKey session : sessions("pages", all)) {
      cache.port().create(session, Instant.parse("2026-01-01T12:00:00Z"), Metadata.NONE);
    }
    for (SessionKey session : sessions("page", 20)) {
      cache.port().create(session, Instant.parse("2026-01-01T12:00:00Z"), Metadata.NONE);
    }
    SessionQuery query = SessionQuery.newestFirst(new Page.Cursor(Optional.empty(), 20));
    Map<String, Double> medians =
        new SideBySide()
            .with("page of many", (t, i) -> cache.port().list(new UserId("pages"), query))
            .with("page of 20", (t, i) -> cache.port().list(new UserId("page"), query))
            .medians(1, Math.min(rounds, 1_000));
    SideBySide.ratio(
        "page of 20, of %d sessions against 20".formatted(all),
        medians,
        "page of many",
        "page of 20");
  }

  private void memory(OpenCache cache, RedisCommands<String, String> bare, String prefix) {
    int entries = Math.min(10_000, longest);
    long before = bytes(bare, prefix);
    SessionKey session = OpenCache.session("memory", "s");
    cache.fill(entries, session);
    long ours = bytes(bare, prefix) - before;
    String list =
        keys(bare, prefix).stream()
            .filter(key -> key.contains("memory") && bare.type(key).equals("list"))
            .findFirst()
            .orElseThrow();
    bare.lrange(list, 0, -1).forEach(entry -> bare.rpush(prefix + "plain", entry));
    long plain = bare.memoryUsage(prefix + "plain");
    Output.line(
        "%-44s %9.1f %9.1f %6.3f",
        "bytes per entry, beside a plain list",
        (double) ours / entries,
        (double) plain / entries,
        (double) ours / plain);
  }

  private static long bytes(RedisCommands<String, String> bare, String prefix) {
    return keys(bare, prefix).stream()
        .mapToLong(key -> Optional.ofNullable(bare.memoryUsage(key)).orElse(0L))
        .sum();
  }

  private static List<String> keys(RedisCommands<String, String> bare, String prefix) {
    List<String> keys = new ArrayList<>();
    ScanArgs ours = ScanArgs.Builder.matches(prefix + "*").limit(1_000);
    KeyScanCursor<String> cursor = bare.scan(ours);
    keys.addAll(cursor.getKeys());
    while (!cursor.isFinished()) {
      cursor = bare.scan(cursor, ours);
      keys.addAll(cursor.getKeys());
    }
    return keys;
  }

  private void besideWholeList(
      OpenCache cache, RedisCommands<String, String> bare, String prefix, String payload)
      throws Exception {
    for (int entries : new int[] {10, 100, 1_000, 10_000}) {
      if (entries > longest) {
        return;
      }
      SessionKey session = OpenCache.session("whole", "s" + entries);
      cache.fill(entries, session);
      String key = prefix + "whole" + entries;
      ArrayNode list = json.createArrayNode();
      for (int i = 0; i < entries; i++) {
        list.add(json.readTree(payload));
      }
      bare.set(key, json.writeValueAsString(list));
      Map<String, Double> medians =
          new SideBySide()
              .with("whole list", (t, i) -> rewrite(bare, key, payload))
              .with("append", (t, i) -> cache.append(session))
              .medians(1, Math.max(5, Math.min(rounds, 20_000 / entries)));
      SideBySide.ratio(
          "whole list of %d, beside append".formatted(entries), medians, "whole list", "append");
      bare.unlink(key);
    }
  }

  private void rewrite(RedisCommands<String, String> bare, String key, String payload)
      throws Exception {
    ArrayNode list = (ArrayNode) json.readTree(bare.get(key));
    list.add(json.readTree(payload));
    // So that it stays as long as it is said to be.
    list.remove(0);
    bare.set(key, json.writeValueAsString(list));
  }

  private static SessionKey[] sessions(String user, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> OpenCache.session(user, "s" + i))
        .toArray(SessionKey[]::new);
  }
}
