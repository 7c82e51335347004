package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.ExportReport;
import dev.mnemo.application.port.in.Exported;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.TurnBuilder;
import dev.mnemo.testkit.fake.FakeSessionCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SessionExportTest {

  private final TestClock clock = TestClock.atNoon();
  private final FakeSessionCache.Storage storage = new FakeSessionCache.Storage();
  private final FakeSessionCache cache = new FakeSessionCache(storage, clock, Optional.empty());
  private final List<String> exported = new ArrayList<>();
  private final List<Session> records = new ArrayList<>();

  @Test
  void everyEntryShouldBeGivenOutSessionBySessionOldestFirst() {
    for (int session = 1; session <= 7; session++) {
      append("s" + session, 5);
    }
    cache.append(BOB.session(new SessionId("s1")), TurnBuilder.turnOf("bobs"), IfEnded.REJECT);

    ExportReport report = export(cache, 2, Optional.empty());

    assertThat(report).isEqualTo(new ExportReport(7, 35, List.of()));
    assertThat(exported).doesNotHaveDuplicates().hasSize(35);
    assertThat(exported.subList(0, 5)).containsExactly("s1-1", "s1-2", "s1-3", "s1-4", "s1-5");
  }

  @Test
  void oneSessionShouldBeGivenOutAlone() {
    append("s1", 3);
    append("s2", 3);

    ExportReport report = export(cache, 2, Optional.of(new SessionId("s2")));

    assertThat(report).isEqualTo(new ExportReport(1, 3, List.of()));
    assertThat(exported).containsExactly("s2-1", "s2-2", "s2-3");
    assertThat(records)
        .containsExactly(cache.find(ALICE.session(new SessionId("s2"))).orElseThrow());
  }

  @Test
  void anUnknownSessionShouldGiveOutNothing() {
    append("s1", 3);

    assertThat(export(cache, 2, Optional.of(new SessionId("none"))))
        .isEqualTo(new ExportReport(0, 0, List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 100})
  void damageShouldBeReportedOnceAndHideNoReadableEntry(int entriesPerPage) {
    SessionKey key = append("s1", 12);
    for (int damaged : new int[] {1, 2, 3, 6, 7, 8, 9, 12}) {
      storage.damage(key, new EntryId("s1-" + damaged));
    }
    cache.deleteEntry(key, new EntryId("s1-5"));

    ExportReport report = export(cache, entriesPerPage, Optional.empty());

    assertThat(exported).containsExactly("s1-4", "s1-10", "s1-11");
    assertThat(report.damaged()).hasSize(8);
    assertThat(report.entries()).isEqualTo(3);
  }

  @Test
  void aWalkShouldHoldNoMoreThanAPage() {
    append("s1", 50);
    AtomicInteger largest = new AtomicInteger();
    SessionCache watched =
        Intercepted.port(
            SessionCache.class,
            cache,
            (method, arguments, original) -> {
              if (method.equals("read")) {
                largest.accumulateAndGet(((EntryRange) arguments[1]).limit(), Math::max);
              }
              return original.proceed();
            });

    export(watched, 8, Optional.empty());

    assertThat(exported).hasSize(50);
    assertThat(largest.get()).isEqualTo(8);
  }

  @Test
  void sessionsWrittenMeanwhileShouldBeNeitherSkippedNorRepeated() {
    for (int session = 1; session <= 6; session++) {
      append("s" + session, 2);
    }
    List<QAEntry> given = new ArrayList<>();

    new SessionExport(sessions(cache), 2, 10)
        .export(
            ALICE,
            Optional.empty(),
            part -> {
              if (part instanceof Exported.OfEntry(QAEntry entry)) {
                given.add(entry);
                if (given.size() <= 4) {
                  append("s6", "late-" + given.size());
                }
              }
            });

    assertThat(given).extracting(QAEntry::id).doesNotHaveDuplicates().hasSize(16);
    assertThat(given)
        .extracting(entry -> entry.session().session().value())
        .contains("s1", "s2", "s3", "s4", "s5", "s6");
  }

  private SessionKey append(String session, int entries) {
    for (int i = 1; i <= entries; i++) {
      append(session, session + "-" + i);
    }
    return ALICE.session(new SessionId(session));
  }

  private void append(String session, String id) {
    clock.advance(Duration.ofSeconds(1));
    cache.append(
        ALICE.session(new SessionId(session)),
        TurnBuilder.turn(id).at(clock.instant()).build(),
        IfEnded.REJECT);
  }

  private ExportReport export(SessionCache from, int entries, Optional<SessionId> session) {
    return new SessionExport(sessions(from), 2, entries)
        .export(
            ALICE,
            session,
            part -> {
              switch (part) {
                case Exported.OfSession(Session record) -> records.add(record);
                case Exported.OfEntry(QAEntry entry) -> exported.add(entry.id().value());
              }
            });
  }

  private static Sessions sessions(SessionCache of) {
    return new Sessions(Optional.of(of), Duration.ZERO);
  }
}
