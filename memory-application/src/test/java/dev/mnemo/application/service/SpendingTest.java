package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.PriceTable;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.application.port.in.UsageReport;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.exception.ModelFailureException.Spent;
import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.testkit.fake.FakeEmbedder;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SpendingTest {

  private final World world = new World();

  SpendingTest() {
    world.settings =
        MemorySettings.DEFAULT.withPrices(
            PriceTable.parse("test", "large, 10, 100\nsmall, 1, 2\nfake-embedder, 1, 0"));
    world.embedder = Optional.of(embedding(tokens(1_000, 0)));
    world.rewriter =
        (question, window) ->
            new Rewriting(Optional.of("Where is Alice?"), "small", tokens(2_000, 1_000));
    world.model = answering("large-2026-01-01", tokens(3_000, 500));
  }

  @Test
  void everyCallOfATurnShouldBePricedAndRecorded() {
    world.ask("Who is Alice?");

    SearchResult result = world.ask("Where is she?");

    assertThat(world.fakeLedger.calls())
        .extracting(ModelCall::operation)
        .containsExactlyInAnyOrder(
            Operation.EMBED,
            Operation.ANSWER,
            Operation.EMBED,
            Operation.REWRITE,
            Operation.EMBED,
            Operation.ANSWER);
    assertThat(world.fakeLedger.calls())
        .allSatisfy(
            call -> {
              assertThat(call.user()).isEqualTo(ALICE.user());
              assertThat(call.session()).contains(TALK);
              assertThat(call.at()).isEqualTo(world.clock.instant());
            });
    assertThat(world.fakeLedger.calls().getLast())
        .satisfies(
            call -> {
              assertThat(call.model()).isEqualTo("large-2026-01-01");
              assertThat(call.usage()).isEqualTo(cost(3_000, 500, "0.08"));
            });
    // Two questions embedded, one rewriting, one answer.
    assertThat(result.usage()).isEqualTo(cost(7_000, 1_500, "0.086"));
  }

  @Test
  void theTurnAndItsSessionShouldTellWhatTheLedgerTells() {
    world.ask("Who is Alice?");
    world.ask("Where is she?");

    Usage ofSession = world.cache.find(ALICE.session(TALK)).orElseThrow().usage();
    Usage ofTurns =
        world.history().stream().map(entry -> entry.turn().usage()).reduce(Usage.NONE, Usage::plus);

    assertThat(report(ALICE, UsageBy.SESSION).total().usage()).isEqualTo(ofSession);
    assertThat(ofTurns).isEqualTo(ofSession);
    assertThat(ofSession.costUsd()).contains(new BigDecimal("0.167"));
  }

  @Test
  void rememberingShouldCountToTheUserOutsideOfAnySession() {
    world.extractor = passage -> new Extraction(List.of(), List.of(), "", "small", tokens(100, 10));

    var remembered = world.remember("# A\nOne.\n# B\nTwo.");

    UsageReport bySession = report(ALICE, UsageBy.SESSION);
    assertThat(bySession.groups())
        .singleElement()
        .satisfies(group -> assertThat(group.name()).isEmpty());
    assertThat(bySession.total().usage()).isEqualTo(remembered.usage());
    assertThat(bySession.total().calls()).as("2 extractions, 2 chunks, a summary").isEqualTo(5);
    assertThat(report(BOB, UsageBy.MODEL).groups()).isEmpty();
  }

  @Test
  void recallingAndPreviewingShouldBeRecordedToo() {
    world.useCases().recall().recall(ALICE, RecallRequest.of("Alice", 3));
    world.useCases().previewSearch().preview(ALICE, SearchRequest.of(TALK, "Who is Alice?"));

    assertThat(world.fakeLedger.calls())
        .extracting(ModelCall::session)
        .containsExactly(Optional.empty(), Optional.of(TALK));
  }

  @Test
  void whatWasPaidBeforeAFailureShouldBeRecorded() {
    world.ask("Who is Alice?");
    world.model =
        FakeLanguageModel.failing(
            ModelFailureException.transientFailure("overloaded; wait", new Exception()));

    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> world.ask("Where is she?"));

    assertThat(world.fakeLedger.calls())
        .extracting(ModelCall::operation)
        .containsExactly(
            Operation.EMBED, Operation.ANSWER, Operation.EMBED, Operation.REWRITE, Operation.EMBED);
  }

  @Test
  void whatFailedCallsCostShouldBeRecorded() {
    world.extractor =
        passage -> {
          throw ModelFailureException.refusedInput("no JSON, asked twice", new Exception())
              .withSpent(new Spent("large", 3_000, 500, false));
        };

    var remembered = world.remember("# A\nOne.");

    assertThat(world.fakeLedger.calls())
        .filteredOn(call -> call.operation() == Operation.EXTRACT)
        .singleElement()
        .extracting(ModelCall::usage)
        .isEqualTo(cost(3_000, 500, "0.08"));
    assertThat(remembered.failed()).hasSize(1);
    assertThat(remembered.usage().tokensOut()).isEqualTo(500);
  }

  @Test
  void whatAnswersCostThatFailedShouldBeRecorded() {
    world.model =
        FakeLanguageModel.failing(
            ModelFailureException.transientFailure("answered nothing", new Exception())
                .withSpent(new Spent("large", 3_000, 500, false)));

    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> world.ask("Who is Alice?"));

    assertThat(world.fakeLedger.calls().getLast().operation()).isEqualTo(Operation.ANSWER);
    assertThat(world.fakeLedger.calls().getLast().usage()).isEqualTo(cost(3_000, 500, "0.08"));
  }

  @Test
  void whatAnEmbeddingCostThatFailedHalfWayShouldBeRecorded() {
    world.embedder =
        Optional.of(
            Intercepted.port(
                Embedder.class,
                new FakeEmbedder(),
                (method, arguments, original) -> {
                  if (method.equals("embed")) {
                    throw ModelFailureException.transientFailure("overloaded", new Exception())
                        .withSpent(new Spent("fake-embedder", 1_000, 0, false));
                  }
                  return original.proceed();
                }));

    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> world.ask("Who is Alice?"));

    assertThat(world.fakeLedger.calls())
        .extracting(ModelCall::usage)
        .containsExactly(cost(1_000, 0, "0.001"));
  }

  @Test
  void embeddingsThatCannotBeUsedShouldBeRecorded() {
    world.embedder =
        Optional.of(
            Intercepted.port(
                Embedder.class,
                new FakeEmbedder(),
                (method, arguments, original) ->
                    method.equals("embed")
                        ? new Embeddings(List.of(), tokens(1_000, 0))
                        : original.proceed()));

    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> world.ask("Who is Alice?"));

    assertThat(world.fakeLedger.calls()).hasSize(1);
  }

  @Test
  void callsInsideTheProcessShouldNeitherCountNorBeRecorded() {
    world.embedder = Optional.of(embedding(cost(1_000, 0, "0")));
    world.model = answering("offline", Usage.NONE);

    SearchResult result = world.ask("Who is Alice?");

    assertThat(result.usage()).isEqualTo(Usage.NONE);
    assertThat(world.fakeLedger.calls()).isEmpty();
    assertThat(report(ALICE, UsageBy.MODEL).groups()).isEmpty();
  }

  @Test
  void anUnknownPriceShouldShowAsUnknownBesideTheKnownPart() {
    world.model = answering("llama3.2", tokens(3_000, 500));

    SearchResult result = world.ask("Who is Alice?");

    assertThat(result.usage().costUsd()).isEmpty();
    UsageReport report = report(ALICE, UsageBy.MODEL);
    assertThat(report.groups())
        .extracting(group -> group.name().orElseThrow())
        .containsExactly("llama3.2", "fake-embedder");
    assertThat(report.total().usage().costUsd()).isEmpty();
    assertThat(report.total().knownCostUsd()).isEqualTo("0.001");
    assertThat(report.total().unpriced()).isEqualTo(1);
  }

  @Test
  void aLedgerThatFailsShouldFailNothing() {
    world.ledger = recording(calls -> fail());

    SearchResult result = world.ask("Who is Alice?");

    assertThat(result.remembered()).isTrue();
    assertThat(result.usage().costUsd()).isPresent();
  }

  @Test
  void callsThatDidNotReachTheLedgerShouldBeCounted() {
    AtomicBoolean down = new AtomicBoolean(true);
    Accounts accounts =
        accounts(
            recording(
                calls -> {
                  if (down.get()) {
                    fail();
                  }
                  world.fakeLedger.record(calls);
                }));

    spend(accounts, 2);
    down.set(false);
    spend(accounts, 3);

    assertThat(accounts.lost()).isEqualTo(2);
    assertThat(world.fakeLedger.calls()).hasSize(3);
  }

  @Test
  void aLedgerThatHangsShouldHoldUpNothingAndStillGetItsCalls() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(2);
    world.ledger =
        recording(
            calls -> {
              await(hanging);
              world.fakeLedger.record(calls);
              written.countDown();
            });
    world.ledgerPatience = Duration.ofMillis(1);

    // Would not return, if it waited.
    world.ask("Who is Alice?");
    world.ask("Who is Bob?");
    assertThat(world.fakeLedger.calls()).isEmpty();
    hanging.countDown();

    written.await();
    assertThat(world.fakeLedger.calls()).hasSize(6);
  }

  @Test
  void whatEndsAfterItsWorkWasGivenUpShouldBeRecorded() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    Accounts accounts =
        accounts(
            recording(
                calls -> {
                  world.fakeLedger.record(calls);
                  written.countDown();
                }));
    Spending spending = accounts.open(ALICE.user(), Optional.empty());
    spending.close();

    spending.add(Operation.EXTRACT, "large", tokens(1, 1));

    written.await();
    assertThat(world.fakeLedger.calls()).hasSize(1);
  }

  @Test
  void anInterruptShouldBeKeptAndCutTheWaitShort() {
    CountDownLatch hanging = new CountDownLatch(1);
    Accounts accounts = accounts(recording(calls -> await(hanging)));
    Spending spending = accounts.open(ALICE.user(), Optional.empty());
    spending.add(Operation.ANSWER, "large", tokens(1, 1));

    Thread.currentThread().interrupt();
    // Would wait for half a minute, if it were not interrupted.
    spending.close();

    assertThat(Thread.interrupted()).isTrue();
    hanging.countDown();
  }

  @Test
  void withoutALedgerCallsShouldBePricedAndTheReportSayWhy() {
    world.cacheOn = false;

    assertThat(world.ask("Who is Alice?").usage().costUsd()).isPresent();
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> report(ALICE, UsageBy.MODEL))
        .withMessageContaining("MNEMO_CACHE");
  }

  private UsageReport report(UserScope scope, UsageBy by) {
    return world.useCases().showUsage().show(scope, TimeRange.ALL, by);
  }

  private Accounts accounts(UsageLedger ledger) {
    return new Accounts(
        PriceTable.EMPTY,
        Optional.of(ledger),
        new TimeOrderedIds(world.clock, new Random(7)),
        world.clock,
        Duration.ofSeconds(30));
  }

  private static void spend(Accounts accounts, int calls) {
    try (Spending spending = accounts.open(ALICE.user(), Optional.empty())) {
      for (int i = 0; i < calls; i++) {
        spending.add(Operation.ANSWER, "large", tokens(1, 1));
      }
    }
  }

  private LanguageModel answering(String name, Usage usage) {
    return Intercepted.port(
        LanguageModel.class,
        world.fakeModel,
        (method, arguments, original) ->
            method.equals("stream")
                ? new Completion("In Paris.", name, List.of(), usage)
                : original.proceed());
  }

  private static Embedder embedding(Usage usage) {
    return Intercepted.port(
        Embedder.class,
        new FakeEmbedder(),
        (method, arguments, original) ->
            original.proceed() instanceof Embeddings embeddings
                ? new Embeddings(embeddings.values(), usage)
                : original.proceed());
  }

  private interface Recording {
    void record(List<ModelCall> calls);
  }

  private UsageLedger recording(Recording recording) {
    return Intercepted.port(
        UsageLedger.class,
        world.fakeLedger,
        (method, arguments, original) -> {
          if (!method.equals("record")) {
            return original.proceed();
          }
          @SuppressWarnings("unchecked")
          List<ModelCall> calls = (List<ModelCall>) arguments[0];
          recording.record(calls);
          return null;
        });
  }

  private static void fail() {
    throw new BackendUnavailableException("usage ledger (test)", "is down; start it");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Usage tokens(long in, long out) {
    return new Usage(in, out, Optional.empty(), false);
  }

  private static Usage cost(long in, long out, String usd) {
    return new Usage(in, out, Optional.of(new BigDecimal(usd)), false);
  }
}
