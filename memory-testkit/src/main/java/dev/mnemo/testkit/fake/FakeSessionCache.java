package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.CorruptedDataException;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Sessions in memory. Several caches may share one {@link Storage}, as processes share a disk. */
public final class FakeSessionCache implements SessionCache {

  /** What outlives a cache. */
  public static final class Storage {
    private final Map<SessionKey, StoredSession> sessions = new HashMap<>();
    private final Listings listings = new Listings();

    /** Makes an entry unreadable, as a fault of a disk would. */
    public synchronized void damage(SessionKey key, EntryId id) {
      StoredSession session = sessions.get(key);
      if (session == null) {
        throw new IllegalArgumentException("no session " + key + " to damage");
      }
      session.damage(id);
    }
  }

  private final Storage storage;
  private final Clock clock;
  private final Optional<Duration> timeToLive;

  /** A cache over storage of its own, without expiry. */
  public FakeSessionCache(Clock clock) {
    this(new Storage(), clock, Optional.empty());
  }

  public FakeSessionCache(Storage storage, Clock clock, Optional<Duration> timeToLive) {
    this.storage = storage;
    this.clock = clock;
    this.timeToLive = timeToLive;
  }

  @Override
  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
    synchronized (storage) {
      Optional<StoredSession> present = live(key);
      if (present.isPresent()) {
        Optional<QAEntry> known = present.get().known(turn.id());
        if (known.isPresent()) {
          return known.get();
        }
      }
      StoredSession session = present.orElseGet(() -> started(key, turn.time(), Metadata.NONE));
      if (session.ended() && ifEnded == IfEnded.REJECT) {
        throw new ConflictException(
            "session '%s' was ended; reopen it or use another".formatted(key.session()));
      }
      renew(session);
      return session.append(turn);
    }
  }

  @Override
  public History read(SessionKey key, EntryRange range) {
    synchronized (storage) {
      return live(key).map(session -> session.read(range)).orElse(History.EMPTY);
    }
  }

  @Override
  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
    synchronized (storage) {
      return live(key).flatMap(session -> session.entry(id));
    }
  }

  @Override
  public Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change) {
    synchronized (storage) {
      Optional<StoredSession> session = live(key);
      Optional<QAEntry> changed = session.flatMap(stored -> stored.change(id, change));
      changed.ifPresent(entry -> session.ifPresent(this::renew));
      return changed;
    }
  }

  @Override
  public boolean deleteEntry(SessionKey key, EntryId id) {
    synchronized (storage) {
      Optional<StoredSession> session = live(key);
      boolean deleted = session.map(stored -> stored.delete(id)).orElse(false);
      if (deleted) {
        session.ifPresent(this::renew);
      }
      return deleted;
    }
  }

  @Override
  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
    synchronized (storage) {
      if (live(key).isPresent()) {
        throw new ConflictException(
            "session '%s' exists; use another id or go on with it".formatted(key.session()));
      }
      StoredSession session = started(key, startedAt, metadata);
      renew(session);
      return session.record();
    }
  }

  @Override
  public Optional<Session> find(SessionKey key) {
    synchronized (storage) {
      return live(key).map(StoredSession::record);
    }
  }

  @Override
  public Optional<Session> change(SessionKey key, SessionChange change) {
    synchronized (storage) {
      return live(key)
          .map(
              session -> {
                session.change(change);
                renew(session);
                return session.record();
              });
    }
  }

  @Override
  public DeletedSessions delete(SessionKey key) {
    return deleteWhere(key::equals);
  }

  @Override
  public DeletedSessions deleteAll(UserId user) {
    return deleteWhere(key -> key.user().equals(user));
  }

  @Override
  public DeletedSessions deleteAll() {
    return deleteWhere(key -> true);
  }

  @Override
  public SessionPage list(UserId user, SessionQuery query) {
    synchronized (storage) {
      return storage.listings.page(sessionsOf(user), query, clock.instant());
    }
  }

  @Override
  public Usage usage(UserId user, Optional<Instant> since) {
    synchronized (storage) {
      return sessionsOf(user).stream()
          .map(StoredSession::record)
          .filter(
              session -> since.map(time -> !session.lastActivityAt().isBefore(time)).orElse(true))
          .map(Session::usage)
          .reduce(Usage.NONE, Usage::plus);
    }
  }

  private List<StoredSession> sessionsOf(UserId user) {
    return List.copyOf(storage.sessions.keySet()).stream()
        .filter(key -> key.user().equals(user))
        .flatMap(key -> live(key).stream())
        .toList();
  }

  private DeletedSessions deleteWhere(Predicate<SessionKey> chosen) {
    synchronized (storage) {
      long sessions = 0;
      long entries = 0;
      for (SessionKey key : List.copyOf(storage.sessions.keySet())) {
        Optional<StoredSession> session = chosen.test(key) ? live(key) : Optional.empty();
        if (session.isPresent()) {
          sessions++;
          entries += session.get().record().entries();
          storage.sessions.remove(key);
        }
      }
      return new DeletedSessions(sessions, entries);
    }
  }

  private StoredSession started(SessionKey key, Instant startedAt, Metadata metadata) {
    StoredSession session = new StoredSession(key, startedAt, metadata);
    storage.sessions.put(key, session);
    return session;
  }

  private void renew(StoredSession session) {
    session.expireAt(timeToLive.map(clock.instant()::plus));
  }

  /** The session unless it has expired; an expired one is removed on the way. */
  private Optional<StoredSession> live(SessionKey key) {
    StoredSession session = storage.sessions.get(key);
    if (session == null) {
      return Optional.empty();
    }
    if (session.record().expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      storage.sessions.remove(key);
      return Optional.empty();
    }
    return Optional.of(session);
  }

  static CorruptedDataException corrupted(SessionKey key, EntryId id) {
    return new CorruptedDataException(
        "entry '%s' of session '%s' is malformed".formatted(id, key.session()),
        "it stays where it is; delete it to be rid of it",
        new IllegalStateException("damaged on purpose"));
  }
}
