package dev.mnemo.bootstrap.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.adapter.cache.fs.FsCacheConfig;
import dev.mnemo.adapter.cache.fs.FsCacheModule;
import dev.mnemo.application.Adapters;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that expire while a run is at work on them; real files and a real graph. */
@ExtendWith(SharedRealMemory.class)
class ExpiringSessionsTest {

  private static final String NOTE = "Bob lives in New York.";
  private static final Duration TIME_TO_LIVE = Duration.ofHours(24);
  private static final SessionId OLD = new SessionId("old");
  private static final SessionId YOUNG = new SessionId("young");

  /** How many entries are written together at most. */
  private static final int WRITTEN = 32;

  @TempDir private Path folder;
  private final TestClock clock = TestClock.atNoon();
  private final RealMemory memory;
  private Injector files = Guice.createInjector();

  ExpiringSessionsTest(RealMemory memory) {
    this.memory = memory;
  }

  @BeforeEach
  void openFiles() {
    files =
        Guice.createInjector(
            new FsCacheModule(FsCacheConfig.in(folder).withTimeToLive(TIME_TO_LIVE)),
            binder -> binder.bind(Clock.class).toInstance(clock));
  }

  @AfterEach
  void closeFiles() throws Exception {
    for (AutoCloseable one : files.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))) {
      one.close();
    }
  }

  @Test
  void aSessionThatExpiresBeforeItIsWrittenShouldLeaveNothing() {
    UserScope user = user("expiring");
    memory.remember(user, NOTE);
    UseCases calm = memory.useCases(plain -> with(plain, plain.graph(), plain.extractor()));
    tell(calm, user, OLD, 3, "Oldtown");
    clock.advance(TIME_TO_LIVE.minusHours(1));
    tell(calm, user, YOUNG, 3, "Newtown");
    UseCases late = memory.useCases(plain -> with(plain, plain.graph(), expiringOld(plain)));

    RealMemory.improve(late, user);
    Improved next = RealMemory.improve(calm, user);
    List<String> graph = GraphScan.of(memory.driver(), user.user());

    assertThat(next.complete()).isTrue();
    assertThat(GraphScan.holding(memory.driver(), "oldtown")).isEmpty();
    assertThat(graph).anyMatch(line -> line.contains("Newtown2"));
    assertThat(graph).isEqualTo(memory.undisturbed(calm, user, NOTE));
  }

  @Test
  void whatWasWrittenBeforeItsSessionExpiredShouldStayAndNothingElse() {
    UserScope user = user("expiring-midway");
    memory.remember(user, NOTE);
    UseCases calm = memory.useCases(plain -> with(plain, plain.graph(), plain.extractor()));
    tell(calm, user, OLD, WRITTEN + 1, "Halftown");
    UseCases late =
        memory.useCases(plain -> with(plain, expiringAfterAWrite(plain), plain.extractor()));

    RealMemory.improve(late, user);
    Improved next = RealMemory.improve(calm, user);
    List<String> graph = GraphScan.of(memory.driver(), user.user());
    tell(calm, user, OLD, WRITTEN, "Halftown");

    assertThat(next.persisting().sessions()).isEmpty();
    assertThat(graph).isEqualTo(memory.undisturbed(calm, user, NOTE));
  }

  private KnowledgeExtractor expiringOld(Adapters plain) {
    return passage -> {
      if (passage.text().contains("Oldtown")) {
        clock.set(TestClock.NOON.plus(TIME_TO_LIVE).plusSeconds(1));
      }
      return plain.extractor().extract(passage);
    };
  }

  private KnowledgeGraph expiringAfterAWrite(Adapters plain) {
    return (KnowledgeGraph)
        Proxy.newProxyInstance(
            KnowledgeGraph.class.getClassLoader(),
            new Class<?>[] {KnowledgeGraph.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(plain.graph(), arguments);
                if (method.getName().equals("write")) {
                  clock.advance(TIME_TO_LIVE);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Adapters with(Adapters plain, KnowledgeGraph graph, KnowledgeExtractor extractor) {
    return new Adapters(
        Optional.of(files.getInstance(SessionCache.class)),
        Optional.empty(),
        graph,
        plain.datasets(),
        plain.model(),
        extractor,
        plain.rewriter(),
        plain.embedder(),
        plain.reranker(),
        plain.embeddingIndex(),
        plain.shared(),
        plain.clock(),
        plain.random());
  }

  private static void tell(
      UseCases useCases, UserScope user, SessionId session, int turns, String town) {
    for (int i = 0; i < turns; i++) {
      RealMemory.tell(
          useCases, user, session, i, "Person%c likes %s%d.".formatted('A' + i % 26, town, i));
    }
  }

  private static UserScope user(String name) {
    return UserScope.of(new UserId(name));
  }
}
