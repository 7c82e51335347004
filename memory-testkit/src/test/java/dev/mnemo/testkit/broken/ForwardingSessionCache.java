package dev.mnemo.testkit.broken;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hands everything on to a healthy cache; a fault overrides what it does otherwise. */
class ForwardingSessionCache implements SessionCache {

  final SessionCache healthy;

  ForwardingSessionCache(SessionCache healthy) {
    this.healthy = healthy;
  }

  /** Every entry of a session that can be read. */
  final List<QAEntry> all(SessionKey key) {
    return healthy.read(key, new EntryRange.After(0, EntryRange.MAX_LIMIT)).entries();
  }

  @Override
  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
    return healthy.append(key, turn, ifEnded);
  }

  @Override
  public History read(SessionKey key, EntryRange range) {
    return healthy.read(key, range);
  }

  @Override
  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
    return healthy.findEntry(key, id);
  }

  @Override
  public Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change) {
    return healthy.changeEntry(key, id, change);
  }

  @Override
  public boolean deleteEntry(SessionKey key, EntryId id) {
    return healthy.deleteEntry(key, id);
  }

  @Override
  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
    return healthy.create(key, startedAt, metadata);
  }

  @Override
  public Optional<Session> find(SessionKey key) {
    return healthy.find(key);
  }

  @Override
  public Optional<Session> change(SessionKey key, SessionChange change) {
    return healthy.change(key, change);
  }

  @Override
  public DeletedSessions delete(SessionKey key) {
    return healthy.delete(key);
  }

  @Override
  public DeletedSessions deleteAll(UserId user) {
    return healthy.deleteAll(user);
  }

  @Override
  public DeletedSessions deleteAll() {
    return healthy.deleteAll();
  }

  @Override
  public SessionPage list(UserId user, SessionQuery query) {
    return healthy.list(user, query);
  }

  @Override
  public Usage usage(UserId user, Optional<Instant> since) {
    return healthy.usage(user, since);
  }
}
