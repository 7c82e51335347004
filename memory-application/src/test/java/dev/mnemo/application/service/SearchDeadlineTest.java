package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.application.port.in.SearchType;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.fake.FakeEmbedder;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A search ends with its time, or when its caller is interrupted, wherever it is by then. */
@Timeout(60)
class SearchDeadlineTest {

  private static final Duration SOON = Duration.ofMillis(50);
  private static final String QUESTION = "Where does she live?";

  private final World world = new World();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void aModelThatNeverAnswersShouldBeCancelledWhenTheTimeIsOver() {
    world.searchTimeout = SOON;
    world.answering(FakeLanguageModel.silent(asked, ended));

    assertTimeIsOver(() -> world.ask(QUESTION), "the model 'fake model'");
    assertThat(ended.getCount()).isZero();
    assertThat(world.history()).isEmpty();
  }

  /** What may hang before the model is asked. */
  enum Hanging {
    DATASETS(
        world ->
            world.catalog =
                Intercepted.port(
                    DatasetCatalog.class,
                    world.catalog,
                    (method, arguments, original) -> hang(original, method, "permitted"))),
    WINDOW(
        world ->
            world.cache =
                Intercepted.port(
                    SessionCache.class,
                    world.cache,
                    (method, arguments, original) -> hang(original, method, "read"))),
    EMBEDDING(
        world ->
            world.embedder =
                Optional.of(
                    Intercepted.port(
                        Embedder.class,
                        new FakeEmbedder(),
                        (method, arguments, original) -> hang(original, method, "embed")))),
    REWRITING(
        world ->
            world.rewriter =
                Intercepted.port(
                    QuestionRewriter.class,
                    world.rewriter,
                    (method, arguments, original) -> hang(original, method, "rewrite"))),
    RETRIEVAL(
        world ->
            world.graph =
                Intercepted.port(
                    KnowledgeGraph.class,
                    world.graph,
                    (method, arguments, original) -> hang(original, method, "retrieve")));

    private final Consumer<World> change;

    Hanging(Consumer<World> change) {
      this.change = change;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverHangsBeforeTheAnswerShouldEndWithTheTime(Hanging hanging) {
    world.remember("Alice lives in Paris.");
    world.ask("Who is Alice?");
    hanging.change.accept(world);
    world.searchTimeout = SOON;

    assertTimeIsOver(() -> world.ask(QUESTION), SearchPreparation.STEP);
    assertTimeIsOver(
        () -> world.useCases().previewSearch().preview(ALICE, SearchRequest.of(TALK, QUESTION)),
        SearchPreparation.STEP);
    assertThat(world.fakeModel.prompts()).hasSize(1);
  }

  @Test
  void aSearchThatOnlyListsShouldEndWithTheTimeToo() {
    world.remember("Alice lives in Paris.");
    Hanging.RETRIEVAL.change.accept(world);
    world.searchTimeout = SOON;
    SearchRequest request =
        new SearchRequest(QUESTION, SearchType.CHUNKS, TALK, Optional.empty(), 5, IfEnded.REJECT);

    assertTimeIsOver(() -> world.ask(request), Recollection.STEP);
    assertTimeIsOver(
        () -> world.useCases().previewSearch().preview(ALICE, request), Recollection.STEP);
    assertTimeIsOver(
        () -> world.useCases().recall().recall(ALICE, RecallRequest.of(QUESTION, 5)),
        Recollection.STEP);
  }

  @Test
  void anAnswerThatCameWithTheEndOfTheTimeShouldBeKept() {
    world.searchTimeout = SOON;
    world.answering(
        FakeLanguageModel.answering(
            prompt -> {
              untilInterrupted();
              return "In Paris.";
            }));

    SearchResult result = world.ask(QUESTION);

    assertThat(result.answer()).isEqualTo("In Paris.");
    assertThat(result.remembered()).isTrue();
    assertThat(world.history()).hasSize(1);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aSlowWriteShouldNotLoseTheTurnToTheEndOfTheTime() {
    // Longer than the search may take, and over before a machine under load gets that far.
    world.searchTimeout = Duration.ofSeconds(2);
    CountDownLatch timeIsOver = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> pass(world.searchTimeout.plusMillis(100), timeIsOver));
    world.cache =
        Intercepted.port(
            SessionCache.class,
            world.cache,
            (method, arguments, original) -> {
              if (method.equals("append")) {
                timeIsOver.await();
              }
              return original.proceed();
            });

    assertThat(world.ask(QUESTION).remembered()).isTrue();
    assertThat(world.history()).hasSize(1);
  }

  @Test
  void interruptingTheCallerShouldCancelTheModelAndStayVisibleToIt() throws InterruptedException {
    world.answering(FakeLanguageModel.silent(asked, ended));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>(false);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    world.ask(QUESTION);
                  } catch (MnemoException e) {
                    failure.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                  }
                });
    asked.await();

    caller.interrupt();
    caller.join();

    assertThat(ended.getCount()).isZero();
    assertThat(failure.get()).isInstanceOf(ModelFailureException.class);
    assertThat(flag.get()).isTrue();
    assertThat(world.history()).isEmpty();
  }

  @Test
  void workThatIsDoneInTimeShouldLeaveNoAlarmBehind() throws InterruptedException {
    assertThat(Deadline.in(SOON).run("a test", () -> "done")).isEqualTo("done");

    // An interrupt would end the wait with an exception.
    assertThat(new CountDownLatch(1).await(2 * SOON.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void anInterruptOfTheCallersOwnShouldOutliveTheDeadline() {
    Deadline deadline = Deadline.in(SOON);

    assertThatThrownBy(
            () ->
                deadline.run(
                    "a test",
                    () -> {
                      Thread.currentThread().interrupt();
                      throw World.down();
                    }))
        .hasMessage(World.down().getMessage());

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  private static void assertTimeIsOver(ThrowingCallable search, String waitedFor) {
    assertThatThrownBy(search)
        .isInstanceOfSatisfying(
            BackendUnavailableException.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessage(
            "search: was not over after %d ms, while it waited for %s; try again, or allow more"
                    .formatted(SOON.toMillis(), waitedFor)
                + " time with MNEMO_SEARCH_TIMEOUT");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static Object hang(Intercepted.Call original, String method, String hanging)
      throws Throwable {
    if (!method.equals(hanging)) {
      return original.proceed();
    }
    untilInterrupted();
    throw new BackendUnavailableException("test", "was interrupted");
  }

  private static void untilInterrupted() {
    try {
      new Semaphore(0).acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Duration time, CountDownLatch over) {
    try {
      if (!new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        over.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
