package dev.mnemo.bootstrap.cli;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.adapter.cache.fs.FsCacheConfig;
import dev.mnemo.adapter.cache.fs.FsCacheModule;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.fake.FakeSessionCache;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's sessions go from one kind of cache to another and back by export and import. */
final class SessionMoveTest {

  private static final UserId USER = UserId.DEFAULT;

  @TempDir private Path folder;

  private final FakeSessionCache memory = new FakeSessionCache(TestClock.atNoon());
  private Injector injector;
  private SessionCache files;

  @BeforeEach
  void open() {
    injector =
        Guice.createInjector(
            new FsCacheModule(FsCacheConfig.in(folder.resolve("sessions"))),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(Clock.class).toInstance(TestClock.atNoon());
              }
            });
    files = injector.getInstance(SessionCache.class);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one :
        injector.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))) {
      one.close();
    }
  }

  @Test
  void everythingShouldComeAlongThereAndBack() {
    fill(files);

    String exported = on(files).run("sessions", "export").out();
    Outcome there = on(memory).runOn(exported, "sessions", "import", "-");
    String again = on(memory).run("sessions", "export").out();
    files.deleteAll();
    Outcome back = on(files).runOn(again, "sessions", "import", "-");

    assertThat(List.of(there.code(), back.code())).containsOnly(0);
    assertThat(withoutNumbers(again)).isEqualTo(withoutNumbers(exported));
    assertThat(withoutNumbers(on(files).run("sessions", "export").out()))
        .isEqualTo(withoutNumbers(exported));
    FakeSessionCache original = new FakeSessionCache(TestClock.atNoon());
    fill(original);
    assertThat(records(files)).isEqualTo(records(original)).hasSize(45);
    for (Session session : records(original)) {
      assertThat(turns(files, session.key())).isEqualTo(turns(original, session.key()));
    }
  }

  @Test
  void importingTwiceShouldChangeNothing() {
    fill(files);
    String exported = on(files).run("sessions", "export").out();
    on(memory).runOn(exported, "sessions", "import", "-");
    String once = on(memory).run("sessions", "export").out();

    Outcome twice = on(memory).runOn(exported, "sessions", "import", "-");

    assertThat(twice.code()).isZero();
    assertThat(on(memory).run("sessions", "export").out()).isEqualTo(once);
  }

  @Test
  void turnsOfManySessionsShouldKeepTheirOrderAndBadLinesTheirNumbers() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      String bad = i % 1_000 == 999 ? "\"time\":\"never\"," : "";
      lines.append(
          "{%s\"session_id\":\"s%d\",\"qa_id\":\"q%04d\",\"question\":\"q\",\"answer\":\"a\"}%n"
              .formatted(bad, i % 7, i));
    }

    Outcome outcome = on(files).runOn(lines.toString(), "sessions", "import", "-", "--json");

    assertThat(outcome.err().lines().map(line -> line.replaceAll(".*line (\\d+):.*", "$1")))
        .containsExactly("1000", "2000", "3000");
    assertThat(outcome.out()).contains("\"imported\":2997");
    for (int session = 0; session < 7; session++) {
      List<String> ids =
          files.read(key("s" + session), new EntryRange.Last(1_000)).entries().stream()
              .map(entry -> entry.id().value())
              .toList();
      assertThat(ids).hasSizeGreaterThan(400).isSorted();
    }
  }

  @Test
  void aBadLineOfASessionShouldBeNamedWithoutStopping() {
    Outcome outcome =
        on(memory)
            .runOn(
                """
                {"session":{"session_id":"one"}}
                {"session":{"session_id":"two","started_at":"2024-05-01T10:00:00Z","status":"gone"}}
                {"session":{"session_id":"three","started_at":"2024-05-01T10:00:00Z","status":"failed"}}
                {"session":"four"}
                {"session":{"session_id":"five","started_at":"2024-05-01T10:00:00Z"}}
                """,
                "sessions",
                "import",
                "-");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("line 1:", "started_at"),
            line -> assertThat(line).contains("line 2:", "status", "gone"),
            line -> assertThat(line).contains("line 3:", "ended_at"),
            line -> assertThat(line).contains("line 4:", "session"));
    assertThat(records(memory))
        .extracting(session -> session.key().session().value())
        .containsExactly("five");
  }

  private static void fill(SessionCache cache) {
    cache.create(key("empty"), TestClock.NOON.minusSeconds(5), Metadata.NONE.with("k", "v"));
    for (int session = 0; session < 44; session++) {
      SessionKey key = key("s%02d:{%%}/👩".formatted(session));
      if (session % 2 == 0) {
        cache.create(
            key,
            TestClock.NOON.minusSeconds(session),
            Metadata.NONE.with("title", "t" + session).with("a", ""));
      }
      for (int i = 0; i < 12; i++) {
        cache.append(key, sample(session * 100 + i), IfEnded.REJECT);
      }
      cache.changeEntry(
          key,
          new EntryId("e" + (session * 100 + 3)),
          new EntryChange.Rate(new Feedback(session % 5 + 1, "so \"so\"\n")));
      if (session % 3 == 0) {
        cache.deleteEntry(key, new EntryId("e" + (session * 100)));
        cache.deleteEntry(key, new EntryId("e" + (session * 100 + 11)));
      }
      if (session % 4 == 1) {
        Ending.Outcome how = session % 8 == 1 ? Ending.Outcome.FAILED : Ending.Outcome.COMPLETED;
        cache.change(key, new SessionChange.End(new Ending(how, TestClock.NOON.plusSeconds(99))));
      }
    }
  }

  private static Turn sample(int number) {
    var turn =
        turn("e" + number)
            .at(TestClock.NOON.plusMillis(number))
            .context("context\u0000 " + number)
            .used(new GraphElementIds(List.of("n" + number), List.of("f1", "f2")))
            .metadata("m", "[" + number + "]");
    return number % 37 == 0
        ? turn.unpriced(number, 1).build()
        : turn.cost(number, 2, "0.00000000000000000123" + number).build();
  }

  private CommandLineFixture on(SessionCache cache) {
    return new CommandLineFixture(folder, new FakeAdaptersModule(cache));
  }

  /** Numbers are given anew, so that they differ where entries were deleted. */
  private static List<String> withoutNumbers(String exported) {
    return exported.lines().map(line -> line.replaceAll("\"sequence\":\\d+", "")).toList();
  }

  private static List<Session> records(SessionCache cache) {
    return cache.list(USER, SessionQuery.newestFirst(new Page.Offset(0, 1_000))).sessions();
  }

  private static List<Object> turns(SessionCache cache, SessionKey key) {
    List<Object> turns = new ArrayList<>();
    for (QAEntry entry : cache.read(key, new EntryRange.Last(1_000)).entries()) {
      turns.add(List.of(entry.turn(), entry.feedback()));
    }
    return turns;
  }

  private static SessionKey key(String session) {
    return SessionKey.of(USER.value(), session);
  }
}
