package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.testkit.TurnBuilder.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.application.port.in.SavedSession;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.fake.FakeSessionCache;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionRestoreTest {

  private static final SessionId ID = new SessionId("trip");
  private static final SessionKey KEY = ALICE.session(ID);
  private static final Ending ENDING =
      new Ending(Ending.Outcome.FAILED, TestClock.NOON.plusSeconds(9));

  private final SessionCache original = new FakeSessionCache(TestClock.atNoon());
  private final SessionCache copy = new FakeSessionCache(TestClock.atNoon());
  private final SessionRestore restore = restoring(copy);

  @Test
  void aSessionShouldComeBackWithAllOfItsRecord() {
    Session record = ended(original);

    copyAll(record);

    assertThat(copy.find(KEY)).contains(record);
    assertThat(entries(copy)).isEqualTo(entries(original));
  }

  @Test
  void whatWasSpentOnDeletedEntriesShouldStaySpent() {
    append(original, "e1", 1, "0.1");
    append(original, "e2", 5, "0.2");
    original.append(KEY, turn("e3").unpriced(3, 4).build(), IfEnded.REJECT);
    append(original, "newest", 7, "0.4");
    for (String deleted : List.of("e2", "e3", "newest")) {
      original.deleteEntry(KEY, new EntryId(deleted));
    }
    original.change(KEY, new SessionChange.End(ENDING));
    Session record = original.find(KEY).orElseThrow();

    copyAll(record);

    assertThat(copy.find(KEY)).contains(record);
    assertThat(entries(copy)).isEqualTo(entries(original));
  }

  @Test
  void restoringShouldBeSafeToRepeat() {
    append(original, "e1", 1, "0.1");
    append(original, "e2", 2, "0.2");
    original.deleteEntry(KEY, new EntryId("e2"));
    Session record = ended(original);

    copyAll(record);
    copyAll(record);

    assertThat(copy.find(KEY)).contains(record);
    assertThat(copy.read(KEY, new EntryRange.Last(10)).entries()).hasSize(2);
  }

  @Test
  void restoringASessionOverItselfShouldChangeNothing() {
    append(original, "e1", 1, "0.1");
    append(original, "e2", 2, "0.2");
    original.deleteEntry(KEY, new EntryId("e2"));
    Session record = ended(original);

    copyAll(record, original, restoring(original));

    assertThat(original.find(KEY)).contains(record);
    assertThat(entries(original)).hasSize(2);
  }

  @Test
  void aRestoreThatDiedWithItsStandInStillThereShouldBeCompletedByTheNext() {
    append(original, "e1", 1, "0.1");
    append(original, "e2", 2, "0.2");
    original.deleteEntry(KEY, new EntryId("e2"));
    Session record = ended(original);
    SessionCache dying =
        (SessionCache)
            Proxy.newProxyInstance(
                SessionCache.class.getClassLoader(),
                new Class<?>[] {SessionCache.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("deleteEntry")
                      && arguments[1].toString().startsWith("deleted-")
                      && copy.findEntry(KEY, (EntryId) arguments[1]).isPresent()) {
                    throw new BackendUnavailableException("test", "died");
                  }
                  return method.invoke(copy, arguments);
                });
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> copyAll(record, copy, restoring(dying)));

    copyAll(record);

    assertThat(copy.find(KEY)).contains(record);
    assertThat(entries(copy)).isEqualTo(entries(original));
  }

  @Test
  void aSessionThatWentOnHereShouldNotBeEndedNorDescribedAnew() {
    copy.create(KEY, TestClock.NOON, Metadata.NONE.with("title", "mine"));
    append(copy, "later", 500, "1");

    copyAll(ended(original));

    Session session = copy.find(KEY).orElseThrow();
    assertThat(session.ending()).isEmpty();
    assertThat(session.metadata().values()).containsEntry("title", "mine");
    assertThat(session.entries()).isEqualTo(2);
  }

  @Test
  void aSessionWithoutMetadataShouldGetIt() {
    append(copy, "e1", 1, "0.5");

    copyAll(ended(original));

    assertThat(copy.find(KEY).orElseThrow().metadata().values()).containsEntry("title", "Trip");
  }

  private static Session ended(SessionCache cache) {
    if (cache.find(KEY).isEmpty()) {
      cache.create(KEY, TestClock.NOON.minusSeconds(60), Metadata.NONE);
    }
    cache.change(KEY, new SessionChange.Describe(Metadata.NONE.with("title", "Trip")));
    append(cache, "last", 8, "0.5");
    return cache.change(KEY, new SessionChange.End(ENDING)).orElseThrow();
  }

  private static void append(SessionCache cache, String id, int second, String cost) {
    cache.append(
        KEY,
        turn(id).at(TestClock.NOON.plusSeconds(second)).cost(second, 1, cost).build(),
        IfEnded.REJECT);
  }

  /** As an import does: the record, the entries, and the record again. */
  private void copyAll(Session record) {
    copyAll(record, copy, restore);
  }

  private void copyAll(Session record, SessionCache to, SessionRestore restoring) {
    List<QAEntry> entries = original.read(KEY, new EntryRange.Last(100)).entries();
    SavedSession saved =
        new SavedSession(
            ID,
            record.startedAt(),
            record.lastActivityAt(),
            record.ending(),
            record.metadata(),
            record.usage());
    restoring.restore(ALICE, saved.beforeItsEntries());
    entries.forEach(one -> to.append(KEY, one.turn(), IfEnded.REOPEN));
    restoring.restore(ALICE, saved);
  }

  private static List<Object> entries(SessionCache cache) {
    return cache.read(KEY, new EntryRange.Last(100)).entries().stream()
        .map(entry -> (Object) entry.turn())
        .toList();
  }

  private static SessionRestore restoring(SessionCache cache) {
    return new SessionRestore(new Sessions(Optional.of(cache), Duration.ZERO));
  }
}
