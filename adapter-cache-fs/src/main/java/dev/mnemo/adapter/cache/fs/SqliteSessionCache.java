package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.UsageLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions in one SQLite database. A write returns once it is synced to the disk, so it survives
 * the end of the process and of the power. Several processes may use one folder at once.
 */
final class SqliteSessionCache implements SessionCache, AutoCloseable {

  private static final Duration IDLE = Duration.ofMinutes(1);

  private final GroupCommit writer;
  private final Readers readers;
  private final SessionWrites writes;
  private final SessionReads reads;
  private final SessionListing listing;

  private SqliteSessionCache(
      GroupCommit writer,
      Readers readers,
      SessionWrites writes,
      SessionReads reads,
      SessionListing listing) {
    this.writer = writer;
    this.readers = readers;
    this.writes = writes;
    this.reads = reads;
    this.listing = listing;
  }

  /** The folder is first touched by the first call, and by each until it can be used. */
  static SqliteSessionCache open(FsCacheConfig config, Clock clock) {
    return open(config, clock, IDLE);
  }

  /** With another time than usual after which a process that only reads takes space back. */
  static SqliteSessionCache open(FsCacheConfig config, Clock clock, Duration idle) {
    SqliteFailures failures = new SqliteFailures(config);
    SessionFile file = new SessionFile(config, failures);
    return new SqliteSessionCache(
        GroupCommit.start(file, failures, config.lockTimeout(), new Reclaim(clock), idle),
        new Readers(file, failures),
        new SessionWrites(clock, config.timeToLive()),
        new SessionReads(clock),
        new SessionListing(clock));
  }

  @Override
  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
    // Here, as callers can do it side by side, and the one writer one after the other.
    String payload = EntryJson.write(turn, Optional.empty());
    return writer.run(link -> writes.append(link, key, turn, payload, ifEnded));
  }

  @Override
  public History read(SessionKey key, EntryRange range) {
    return readers.read(link -> reads.history(link, key, range));
  }

  @Override
  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
    return readers.read(link -> reads.entry(link, key, id));
  }

  @Override
  public Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change) {
    return writer.run(link -> writes.changeEntry(link, key, id, change));
  }

  @Override
  public boolean deleteEntry(SessionKey key, EntryId id) {
    return writer.run(link -> writes.deleteEntry(link, key, id));
  }

  @Override
  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
    return writer.run(link -> writes.create(link, key, startedAt, metadata));
  }

  @Override
  public Optional<Session> find(SessionKey key) {
    return readers.read(link -> reads.session(link, key));
  }

  @Override
  public Optional<Session> change(SessionKey key, SessionChange change) {
    return writer.run(link -> writes.change(link, key, change));
  }

  @Override
  public DeletedSessions delete(SessionKey key) {
    return writer.run(link -> writes.delete(link, key));
  }

  @Override
  public DeletedSessions deleteAll(UserId user) {
    return writer.run(link -> writes.delete(link, user));
  }

  @Override
  public DeletedSessions deleteAll() {
    return writer.run(writes::deleteAll);
  }

  @Override
  public SessionPage list(UserId user, SessionQuery query) {
    return readers.readTogether(link -> listing.page(link, user, query));
  }

  @Override
  public Usage usage(UserId user, Optional<Instant> since) {
    return readers.read(link -> reads.usage(link, user, since));
  }

  /** A ledger in the same file, which lives and ends with this. */
  UsageLedger ledger() {
    return new SqliteUsageLedger(writer, readers);
  }

  /** The transactions of this cache, for what only a test needs to see or to break. */
  GroupCommit writer() {
    return writer;
  }

  /** Finishes the writes that wait; every later call fails as unavailable. */
  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}
