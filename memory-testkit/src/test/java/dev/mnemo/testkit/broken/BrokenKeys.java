package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Faults in how ids become the keys of a store. */
final class BrokenKeys {

  private static final String[] COLLISIONS = {
    "differentKeysShouldNeverShareASession", "deletingASessionShouldNeverTakeOneOfAnotherKey"
  };

  private BrokenKeys() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "ignores the user",
            o -> keyed(o.healthy(), key -> SessionKey.of("all", key.session().value())),
            "sessionsOfTwoUsersUnderTheSameIdShouldBeTwoSessions",
            "listShouldNeverShowSessionsOfOthers"),
        mutant("joins ids with a colon", o -> keyed(o.healthy(), joinedWith(":")), COLLISIONS),
        mutant("joins ids with a slash", o -> keyed(o.healthy(), joinedWith("/")), COLLISIONS),
        mutant("joins ids with a NUL", o -> keyed(o.healthy(), joinedWith("\0")), COLLISIONS),
        mutant("joins ids without anything", o -> keyed(o.healthy(), joinedWith("")), COLLISIONS),
        mutant(
            "folds the case of ids",
            o -> keyed(o.healthy(), each(id -> id.toLowerCase(Locale.ROOT))),
            COLLISIONS),
        mutant(
            "normalizes ids",
            o -> keyed(o.healthy(), each(id -> Normalizer.normalize(id, Normalizer.Form.NFC))),
            COLLISIONS),
        mutant(
            "cuts ids at 255 bytes, as a file name",
            o -> keyed(o.healthy(), each(BrokenKeys::fileName)),
            COLLISIONS),
        mutant(
            "takes ids for paths",
            o -> keyed(o.healthy(), each(id -> id.replace("./", ""))),
            COLLISIONS),
        mutant(
            "lists sessions under their escaped ids",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public SessionPage list(UserId user, SessionQuery query) {
                    SessionPage page = healthy.list(user, query);
                    return new SessionPage(
                        page.sessions().stream().map(BrokenKeys::escaped).toList(),
                        page.total(),
                        page.next());
                  }
                },
            "listShouldNameSessionsByTheirExactKeys"),
        mutant(
            "strips the ids of entries",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    return healthy.append(
                        key,
                        new Turn(
                            new EntryId(turn.id().value().strip()),
                            turn.time(),
                            turn.question(),
                            turn.answer(),
                            turn.context(),
                            turn.used(),
                            turn.usage(),
                            turn.metadata()),
                        ifEnded);
                  }
                },
            "entryIdsShouldBeArbitraryTexts"));
  }

  // Hashed, so that two long ids together are not too long for one.
  private static UnaryOperator<SessionKey> joinedWith(String separator) {
    return key -> {
      String joined = key.user().value() + separator + key.session().value();
      return SessionKey.of("all", ContentHash.of(joined).value());
    };
  }

  private static UnaryOperator<SessionKey> each(UnaryOperator<String> folded) {
    return key ->
        SessionKey.of(folded.apply(key.user().value()), folded.apply(key.session().value()));
  }

  private static String fileName(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= 255 ? id : new String(bytes, 0, 255, StandardCharsets.ISO_8859_1);
  }

  private static Session escaped(Session session) {
    String id = session.key().session().value().replace("%", "%25").replace(":", "%3A");
    return renamed(session, SessionKey.of(session.key().user().value(), id));
  }

  private static Session renamed(Session session, SessionKey key) {
    return new Session(
        key,
        session.startedAt(),
        session.lastActivityAt(),
        session.ending(),
        session.entries(),
        session.usage(),
        session.metadata(),
        session.expiresAt());
  }

  /** Stores under other keys, and shows every session under the key that was asked for. */
  private static SessionCache keyed(SessionCache cache, UnaryOperator<SessionKey> stored) {
    return new ForwardingSessionCache(cache) {
      @Override
      public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
        return shown(key, healthy.append(stored.apply(key), turn, ifEnded));
      }

      @Override
      public History read(SessionKey key, EntryRange range) {
        History history = healthy.read(stored.apply(key), range);
        return new History(
            history.entries().stream().map(entry -> shown(key, entry)).toList(), history.damaged());
      }

      @Override
      public Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change) {
        return healthy.changeEntry(stored.apply(key), id, change).map(one -> shown(key, one));
      }

      @Override
      public Optional<Session> find(SessionKey key) {
        return healthy.find(stored.apply(key)).map(session -> renamed(session, key));
      }

      @Override
      public DeletedSessions delete(SessionKey key) {
        return healthy.delete(stored.apply(key));
      }

      @Override
      public SessionPage list(UserId user, SessionQuery query) {
        return healthy.list(stored.apply(SessionKey.of(user.value(), "any")).user(), query);
      }

      private QAEntry shown(SessionKey key, QAEntry entry) {
        return new QAEntry(key, entry.sequence(), entry.turn(), entry.feedback());
      }
    };
  }
}
