package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.fake.FakeEmbedder;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import dev.mnemo.testkit.fake.FakeSessionCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The session cache being off, down, slow or odd costs the memory and never the answer. */
@Timeout(60)
class SearchWithoutMemoryTest {

  private final World world = new World();
  private final FakeSessionCache real = new FakeSessionCache(world.clock);

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void aCacheThatIsOffShouldBeToldWithItsRemedy() {
    world.cacheOn = false;

    SearchResult result = world.ask("Where does Alice live?");

    assertThat(result.answer()).isEqualTo("I do not know.");
    assertThat(result.remembered()).isFalse();
    assertThat(result.notRemembered())
        .contains("session cache: is off; set MNEMO_CACHE to fs or redis");
  }

  @Test
  void aCacheThatIsDownShouldNotFailTheSearch() {
    world.cache =
        cache(
            (method, arguments, original) -> {
              throw World.down();
            });

    SearchResult result = world.ask("Where does Alice live?");

    assertThat(result.answer()).isEqualTo("I do not know.");
    assertThat(result.entry()).isEmpty();
    assertThat(result.notRemembered()).contains("session cache (test): is down; start it");
  }

  @Test
  void aCacheThatBreaksItsPromisesShouldNotFailTheSearchNorShowItsFailure() {
    world.cache =
        cache(
            (method, arguments, original) -> {
              throw new IllegalStateException("secret of a vendor");
            });

    SearchResult result = world.ask("Where does Alice live?");

    assertThat(result.answer()).isEqualTo("I do not know.");
    assertThat(result.notRemembered())
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("session cache").doesNotContain("secret"));
  }

  @Test
  void aCacheThatNeverAnswersShouldBeGivenUpAndItsThreadEnded() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(2);
    world.patience = Duration.ofMillis(20);
    world.cache = cache((method, arguments, original) -> hang(ended));

    SearchResult result = world.ask("Where does Alice live?");

    assertThat(result.answer()).isEqualTo("I do not know.");
    assertThat(result.notRemembered())
        .hasValueSatisfying(reason -> assertThat(reason).contains("did not answer within 20 ms"));
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aRecordThatCannotBeReadShouldNotHideTheWindow() {
    world.cache =
        cache(
            (method, arguments, original) -> {
              if (method.equals("find")) {
                throw World.down();
              }
              return original.proceed();
            });
    world.ask("Who is Alice?");

    SearchResult result = world.ask("Where does she live?");

    assertThat(result.remembered()).isTrue();
    assertThat(world.fakeModel.prompts().getLast().history()).hasSize(1);
  }

  @Test
  void aFailingWriteShouldKeepTheAnswerAndTellWhy() {
    AtomicInteger attempts = new AtomicInteger();
    world.cache =
        cache(
            (method, arguments, original) -> {
              if (method.equals("append")) {
                attempts.incrementAndGet();
                throw World.down();
              }
              return original.proceed();
            });

    SearchResult result = world.ask("Where does Alice live?");

    assertThat(result.answer()).isEqualTo("I do not know.");
    assertThat(result.remembered()).isFalse();
    assertThat(result.notRemembered()).contains("session cache (test): is down; start it");
    assertThat(attempts.get()).isEqualTo(3);
  }

  @Test
  void aWriteShouldBeRepeatedUnderTheSameIdSoThatItLandsOnce() {
    List<Turn> written = new CopyOnWriteArrayList<>();
    world.cache =
        cache(
            (method, arguments, original) -> {
              if (method.equals("append")) {
                written.add((Turn) arguments[1]);
                Object stored = original.proceed();
                if (written.size() < 3) {
                  throw World.down();
                }
                return stored;
              }
              return original.proceed();
            });

    SearchResult result = world.ask("Where does Alice live?");

    assertThat(result.remembered()).isTrue();
    assertThat(written).hasSize(3).extracting(Turn::id).containsOnly(result.entry().orElseThrow());
    assertThat(world.history()).hasSize(1);
  }

  @Test
  void aWriteThatNeverEndsShouldKeepTheAnswerAndSayThatItIsNotKnown() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    world.patience = Duration.ofMillis(200);
    world.cache =
        cache(
            (method, arguments, original) ->
                method.equals("append") ? hang(ended) : original.proceed());

    SearchResult result = world.ask("Where does Alice live?");

    assertThat(result.answer()).isEqualTo("I do not know.");
    assertThat(result.notRemembered())
        .hasValueSatisfying(reason -> assertThat(reason).contains("may have happened"));
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInterruptAfterTheAnswerShouldNotLoseTheTurn() {
    world.answering(
        FakeLanguageModel.answering(
            prompt -> {
              Thread.currentThread().interrupt();
              return "the answer";
            }));

    SearchResult result = world.ask("Where does Alice live?");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.remembered()).isTrue();
    assertThat(world.history()).extracting(QAEntry::answer).containsExactly("the answer");
  }

  @Test
  void anInterruptBeforeTheAnswerShouldEndTheSearchWithTheFlagSetAndNothingWritten() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> world.ask("Where does Alice live?"))
        .isInstanceOf(MnemoException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(world.fakeModel.prompts()).isEmpty();
    assertThat(world.history()).isEmpty();
  }

  @Test
  void theWindowShouldBeReadWhileTheQuestionIsBeingEmbedded() {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch embedding = new CountDownLatch(1);
    world.cache =
        cache(
            (method, arguments, original) -> {
              if (method.equals("read")) {
                reading.countDown();
                assertThat(embedding.await(30, TimeUnit.SECONDS)).isTrue();
              }
              return original.proceed();
            });
    world.embedder =
        Optional.of(
            Intercepted.port(
                Embedder.class,
                new FakeEmbedder(),
                (method, arguments, original) -> {
                  embedding.countDown();
                  assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
                  return original.proceed();
                }));

    assertThat(world.ask("Where does Alice live?").remembered()).isTrue();
  }

  @Test
  void oneSearchShouldReadTheWindowOnceAndAppendOnce() {
    List<String> calls = new CopyOnWriteArrayList<>();
    world.cache =
        cache(
            (method, arguments, original) -> {
              calls.add(method);
              return original.proceed();
            });

    world.ask("Where does Alice live?");

    assertThat(calls).containsExactlyInAnyOrder("read", "find", "append");
  }

  @Test
  void sessionCallsShouldFailClearlyWhileTheCacheIsOff() {
    world.cacheOn = false;

    assertThatThrownBy(() -> world.useCases().showSession().show(ALICE, TALK))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessage("session cache: is off; set MNEMO_CACHE to fs or redis");
  }

  private SessionCache cache(Intercepted.Interceptor interceptor) {
    return Intercepted.port(SessionCache.class, real, interceptor);
  }

  private static Object hang(CountDownLatch ended) {
    try {
      new Semaphore(0).acquire();
      throw new AssertionError("nobody releases it");
    } catch (InterruptedException e) {
      ended.countDown();
      throw new BackendUnavailableException("session cache (test)", "was interrupted", e);
    }
  }
}
