package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.model.SessionKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records of many sessions in one round trip, wherever in a Cluster they are. */
final class RecordReader {

  /** How many sessions are looked at in one step. */
  static final int BATCH = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

  private final RedisKeys keys;

  RecordReader(RedisKeys keys) {
    this.keys = keys;
  }

  /** What is stored for a session. */
  sealed interface Found {

    /** A record. */
    record Present(SessionRecord read) implements Found {}

    /** Nothing. */
    record Absent() implements Found {}

    /** Something that is no record. */
    record Damaged() implements Found {}
  }

  List<Found> read(Exchange exchange, List<SessionKey> sessions)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<CompletableFuture<Map<String, String>>> hashes = new ArrayList<>();
    for (SessionKey key : sessions) {
      hashes.add(exchange.send(exchange.commands().hgetall(keys.record(key))));
    }
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < sessions.size(); i++) {
      found.add(found(sessions.get(i), exchange, hashes.get(i)));
    }
    return found;
  }

  /**
   * The versions of the records, in the form of rows; empty for no record. Of what cannot be told,
   * such as where the server of some is away, nothing.
   */
  Map<SessionKey, String> versions(Exchange exchange, Set<SessionKey> sessions)
      throws InterruptedException, TimeoutException {
    Map<SessionKey, CompletableFuture<String>> sent = new LinkedHashMap<>();
    for (SessionKey key : sessions) {
      sent.put(
          key, exchange.send(exchange.commands().hget(keys.record(key), SessionRecord.VERSION)));
    }
    Map<SessionKey, String> versions = new LinkedHashMap<>();
    for (Map.Entry<SessionKey, CompletableFuture<String>> one : sent.entrySet()) {
      try {
        @Nullable String version = exchange.await(one.getValue());
        versions.put(
            one.getKey(), version == null ? "" : IndexRow.sortable(Long.parseLong(version)));
      } catch (ExecutionException | NumberFormatException e) {
        LOG.debug("Shown as its row has it: {}", keys.record(one.getKey()), e);
      }
    }
    return versions;
  }

  private Found found(
      SessionKey key, Exchange exchange, CompletableFuture<Map<String, String>> hash)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      Optional<SessionRecord> record = SessionRecord.read(key, exchange.await(hash));
      return record.isPresent() ? new Found.Present(record.get()) : new Found.Absent();
    } catch (IOException e) {
      return damaged(key, String.valueOf(e.getMessage()));
    } catch (ExecutionException e) {
      if (String.valueOf(e.getMessage()).contains("WRONGTYPE")) {
        return damaged(key, "is of another type");
      }
      throw e;
    }
  }

  // The listing goes on without it; finding it by its id reports the same to the caller.
  private Found damaged(SessionKey key, String reason) {
    LOG.warn("Left out of the listing: {} {}", keys.record(key), reason);
    return new Found.Damaged();
  }
}
