package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link UsageLedger} keeps. */
public interface UsageLedgerContract {

  /** Whose calls the clauses record. */
  UserId USER = new UserId("alice");

  /**
   * Opens the storage of the running test. It is empty at a test's first call; each further call of
   * the same test opens the same storage once more, as another process would.
   */
  UsageLedger openLedger();

  @Test
  default void aUserWithoutCallsShouldHaveNoTotals() {
    UsageLedger ledger = openLedger();

    ledger.record(List.of());

    for (UsageBy by : UsageBy.values()) {
      assertThat(ledger.totals(USER, TimeRange.ALL, by)).isEmpty();
    }
    assertThat(ledger.forget(USER)).isZero();
  }

  @Test
  default void totalsShouldAddUpByModelSessionDayAndOperation() {
    UsageLedger ledger = openLedger();
    Instant nextDay = TestClock.NOON.plus(Duration.ofHours(12));
    ledger.record(
        List.of(
            call("1", "trip", Operation.ANSWER, "large", cost(100, 20, "0.5"), TestClock.NOON),
            call("2", "trip", Operation.REWRITE, "small", cost(10, 5, "0.01"), TestClock.NOON),
            call("3", "", Operation.EXTRACT, "large", cost(1_000, 300, "2"), nextDay)));
    UsageTotal first = UsageTotal.of(cost(100, 20, "0.5"));
    UsageTotal second = UsageTotal.of(cost(10, 5, "0.01"));
    UsageTotal third = UsageTotal.of(cost(1_000, 300, "2"));

    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.MODEL))
        .isEqualTo(Map.of(group("large"), first.plus(third), group("small"), second));
    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.SESSION))
        .isEqualTo(Map.of(group("trip"), first.plus(second), Optional.empty(), third));
    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.DAY))
        .isEqualTo(Map.of(group("2026-03-14"), first.plus(second), group("2026-03-15"), third));
    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.OPERATION))
        .isEqualTo(
            Map.of(group("ANSWER"), first, group("REWRITE"), second, group("EXTRACT"), third));
  }

  @Test
  default void aRangeShouldHoldItsBeginningAndNotItsEndToTheMicrosecond() {
    UsageLedger ledger = openLedger();
    Instant from = TestClock.NOON;
    Instant to = from.plusNanos(5_000);
    ledger.record(
        List.of(
            at("1", from.minusNanos(1_000)),
            at("2", from),
            at("4", to.minusNanos(1_000)),
            at("8", to)));

    assertThat(tokens(ledger, new TimeRange(Optional.of(from), Optional.of(to)))).isEqualTo(6);
    assertThat(tokens(ledger, TimeRange.since(from))).isEqualTo(14);
    assertThat(tokens(ledger, new TimeRange(Optional.empty(), Optional.of(from)))).isEqualTo(1);
    assertThat(tokens(ledger, new TimeRange(Optional.of(from), Optional.of(from)))).isZero();
    assertThat(tokens(ledger, TimeRange.since(to.plusNanos(1)))).isZero();
    assertThat(tokens(ledger, TimeRange.ALL)).isEqualTo(15);
  }

  @Test
  default void daysShouldBeginAtMidnightUtc() {
    UsageLedger ledger = openLedger();
    Instant midnight = Instant.parse("2026-01-01T00:00:00Z");
    ledger.record(
        List.of(
            at("1", midnight.minusNanos(1_000)),
            at("2", midnight),
            at("4", Instant.parse("1969-12-31T23:59:59.999999Z"))));

    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.DAY).keySet())
        .containsExactlyInAnyOrder(group("2025-12-31"), group("2026-01-01"), group("1969-12-31"));
  }

  @Test
  default void oneUsersCallsShouldNeverCountToAnother() {
    UsageLedger ledger = openLedger();
    List<UserId> users =
        Stream.of("alice", "Alice", "a", "a:b", "b", "%", "a%3Ab", "{a}", "}a", "ä")
            .map(UserId::new)
            .toList();
    for (int i = 0; i < users.size(); i++) {
      ledger.record(List.of(of(users.get(i), 1L << i)));
    }

    for (int i = 0; i < users.size(); i++) {
      assertThat(ledger.totals(users.get(i), TimeRange.ALL, UsageBy.SESSION))
          .as("calls of %s", users.get(i))
          .isEqualTo(Map.of(group("s"), UsageTotal.of(cost(1L << i, 0, "1"))));
    }
  }

  @Test
  default void forgettingAUserShouldTakeAllOfTheirCallsAndNobodyElses() {
    UsageLedger ledger = openLedger();
    UserId other = new UserId("alice:s");
    ledger.record(List.of(at("1", TestClock.NOON), at("2", Instant.EPOCH)));
    ledger.record(List.of(of(other, 4)));

    assertThat(ledger.forget(USER)).isEqualTo(2);

    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.MODEL)).isEmpty();
    assertThat(ledger.totals(other, TimeRange.ALL, UsageBy.MODEL)).hasSize(1);
    assertThat(ledger.forget(USER)).isZero();
  }

  @Test
  default void anUnknownCostShouldMakeTheTotalUnknownBesideItsKnownPart() {
    UsageLedger ledger = openLedger();
    ledger.record(
        List.of(
            call("1", "s", Operation.ANSWER, "m", cost(10, 1, "0.25"), TestClock.NOON),
            call("2", "s", Operation.ANSWER, "m", unknown(20, 2), TestClock.NOON),
            call("3", "s", Operation.ANSWER, "free", cost(30, 3, "0"), TestClock.NOON)));

    UsageTotal mixed = ofModel(ledger, "m");
    assertThat(mixed.usage()).isEqualTo(unknown(30, 3));
    assertThat(mixed.unpriced()).isEqualTo(1);
    assertThat(mixed.knownCostUsd()).isEqualTo("0.25");
    assertThat(ofModel(ledger, "free").usage()).isEqualTo(cost(30, 3, "0"));
  }

  @Test
  default void anEstimateShouldMarkItsTotalAlone() {
    UsageLedger ledger = openLedger();
    Usage estimate = new Usage(7, 7, Optional.of(BigDecimal.ONE), true);
    ledger.record(
        List.of(
            call("1", "s", Operation.ANSWER, "m", cost(10, 1, "1"), TestClock.NOON),
            call("2", "s", Operation.ANSWER, "m", estimate, TestClock.NOON),
            call("3", "s", Operation.ANSWER, "exact", cost(10, 1, "1"), TestClock.NOON)));

    assertThat(ofModel(ledger, "m").usage().estimated()).isTrue();
    assertThat(ofModel(ledger, "exact").usage().estimated()).isFalse();
  }

  @Test
  default void costsShouldAddUpExactly() {
    UsageLedger ledger = openLedger();
    List<ModelCall> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(priced("tenth" + i, "0.1"));
    }
    calls.add(priced("tiny", "0.000000000001"));
    calls.add(priced("great", "1234567.89"));
    ledger.record(calls);

    assertThat(ofModel(ledger, "m").knownCostUsd()).isEqualTo("1234568.890000000001");
  }

  @Test
  default void absurdCountsShouldNotKeepTheOthersFromBeingRead() {
    UsageLedger ledger = openLedger();
    ledger.record(
        List.of(
            call("1", "s", Operation.ANSWER, "m", cost(Long.MAX_VALUE, 1, "1"), TestClock.NOON),
            call("2", "s", Operation.ANSWER, "m", cost(Long.MAX_VALUE, 1, "1"), TestClock.NOON)));

    UsageTotal total = ofModel(ledger, "m");

    assertThat(total.usage()).isEqualTo(cost(Long.MAX_VALUE, 2, "2"));
  }

  @Test
  default void aCallRecordedAgainShouldCountOnceAndAnotherOfTheSameFiguresToo() {
    UsageLedger ledger = openLedger();
    ModelCall call = at("1", TestClock.NOON);
    ModelCall twin =
        new ModelCall(
            "twin", USER, call.session(), call.operation(), call.model(), call.usage(), call.at());

    ledger.record(List.of(call, call, twin));
    ledger.record(List.of(call));
    openLedger().record(List.of(call));

    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.MODEL))
        .isEqualTo(
            Map.of(
                group(call.model()),
                UsageTotal.of(call.usage()).plus(UsageTotal.of(twin.usage()))));
  }

  @Test
  default void concurrentWritersShouldLoseNothing() {
    UsageLedger ledger = openLedger();
    UsageLedger other = openLedger();

    Parallel.run(
        8,
        writer -> {
          UsageLedger used = writer % 2 == 0 ? ledger : other;
          for (int i = 0; i < 25; i++) {
            used.record(
                List.of(priced(writer + "a" + i, "0.001"), priced(writer + "b" + i, "0.002")));
          }
          return writer;
        });

    UsageTotal total = ofModel(ledger, "m");
    assertThat(total.calls()).isEqualTo(400);
    assertThat(total.knownCostUsd()).isEqualTo("0.6");
  }

  @Test
  default void whatWasRecordedShouldBeThereWhenOpenedAgain() {
    openLedger().record(List.of(at("1", TestClock.NOON), at("2", TestClock.NOON)));

    assertThat(tokens(openLedger(), TimeRange.ALL)).isEqualTo(3);
  }

  @Test
  default void manyCallsOfOneMomentShouldEachCountOnce() {
    UsageLedger ledger = openLedger();
    List<ModelCall> calls = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      calls.add(priced("call " + i, "0.001"));
    }
    calls.add(at("1", TestClock.NOON.plusSeconds(1)));

    ledger.record(calls);

    assertThat(ofModel(ledger, "m").calls()).isEqualTo(2_501);
  }

  @Test
  default void namesShouldBeKeptAsTheyAre() {
    UsageLedger ledger = openLedger();
    List<String> names =
        List.of(
            "a:b",
            "a",
            "A",
            "ключ/ключ",
            "quote\"'`",
            "back\\slash",
            "{x}",
            "%",
            "two\nlines",
            "😀");
    for (String name : names) {
      ledger.record(
          List.of(call(name, name, Operation.ANSWER, name, cost(1, 1, "1"), TestClock.NOON)));
    }

    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.MODEL).keySet())
        .containsExactlyInAnyOrderElementsOf(names.stream().map(Optional::of).toList());
    assertThat(ledger.totals(USER, TimeRange.ALL, UsageBy.SESSION).keySet())
        .containsExactlyInAnyOrderElementsOf(names.stream().map(Optional::of).toList());
  }

  private static UsageTotal ofModel(UsageLedger ledger, String name) {
    return ledger
        .totals(USER, TimeRange.ALL, UsageBy.MODEL)
        .getOrDefault(group(name), UsageTotal.NONE);
  }

  private static long tokens(UsageLedger ledger, TimeRange range) {
    return ledger.totals(USER, range, UsageBy.MODEL).values().stream()
        .mapToLong(total -> total.usage().tokensIn())
        .sum();
  }

  /** A call of as many tokens as its id says. */
  private static ModelCall at(String id, Instant time) {
    return call(id, "s", Operation.ANSWER, "m", cost(Long.parseLong(id), 0, "1"), time);
  }

  private static ModelCall priced(String id, String usd) {
    return call(id, "s", Operation.ANSWER, "m", cost(1, 1, usd), TestClock.NOON);
  }

  private static ModelCall of(UserId user, long tokens) {
    return new ModelCall(
        "the same id",
        user,
        Optional.of(new SessionId("s")),
        Operation.ANSWER,
        "m",
        cost(tokens, 0, "1"),
        TestClock.NOON);
  }

  private static ModelCall call(
      String id, String session, Operation operation, String model, Usage usage, Instant time) {
    return new ModelCall(
        id,
        USER,
        Optional.of(session).filter(text -> !text.isEmpty()).map(SessionId::new),
        operation,
        model,
        usage,
        time);
  }

  private static Usage cost(long in, long out, String usd) {
    return new Usage(in, out, Optional.of(new BigDecimal(usd)), false);
  }

  private static Usage unknown(long in, long out) {
    return new Usage(in, out, Optional.empty(), false);
  }

  private static Optional<String> group(String name) {
    return Optional.of(name);
  }
}
