package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.testkit.contract.UsageLedgerContract;
import dev.mnemo.testkit.fake.FakeUsageLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Usage ledgers with planted faults. */
final class BrokenUsageLedgers {

  private BrokenUsageLedgers() {}

  /** Passes everything on; a fault overrides what it breaks. */
  private static class Forwarding implements UsageLedger {

    final FakeUsageLedger healthy = new FakeUsageLedger();

    @Override
    public void record(List<ModelCall> calls) {
      healthy.record(calls);
    }

    @Override
    public Map<Optional<String>, UsageTotal> totals(UserId user, TimeRange range, UsageBy by) {
      return healthy.totals(user, range, by);
    }

    @Override
    public long forget(UserId user) {
      return healthy.forget(user);
    }
  }

  static List<Mutant<UsageLedgerContract>> all() {
    return List.of(
        mutant(
            "has a total of nothing for who has no calls",
            () ->
                totalling(
                    totals ->
                        totals.isEmpty() ? Map.of(Optional.empty(), UsageTotal.NONE) : totals),
            "aUserWithoutCallsShouldHaveNoTotals"),
        mutant(
            "adds up by model whatever it is asked for",
            () ->
                new Forwarding() {
                  @Override
                  public Map<Optional<String>, UsageTotal> totals(
                      UserId user, TimeRange range, UsageBy by) {
                    return healthy.totals(user, range, UsageBy.MODEL);
                  }
                },
            "totalsShouldAddUpByModelSessionDayAndOperation",
            "daysShouldBeginAtMidnightUtc"),
        mutant(
            "cuts times to the millisecond",
            () -> storing(call -> at(call, call.at().truncatedTo(ChronoUnit.MILLIS))),
            "aRangeShouldHoldItsBeginningAndNotItsEndToTheMicrosecond"),
        mutant(
            "folds the case of users",
            () ->
                new Forwarding() {
                  @Override
                  public void record(List<ModelCall> calls) {
                    healthy.record(calls.stream().map(call -> of(call, folded(call))).toList());
                  }
                },
            "oneUsersCallsShouldNeverCountToAnother"),
        mutant(
            "forgets everybody",
            () ->
                new Forwarding() {
                  @Override
                  public long forget(UserId user) {
                    long forgotten = healthy.forget(user);
                    healthy.calls().forEach(call -> healthy.forget(call.user()));
                    return forgotten;
                  }
                },
            "forgettingAUserShouldTakeAllOfTheirCallsAndNobodyElses"),
        mutant(
            "counts an unknown cost as zero",
            () -> storing(call -> with(call, priced(call.usage(), BigDecimal.ZERO))),
            "anUnknownCostShouldMakeTheTotalUnknownBesideItsKnownPart"),
        mutant(
            "forgets what is an estimate",
            () ->
                storing(
                    call ->
                        with(
                            call,
                            new Usage(
                                call.usage().tokensIn(),
                                call.usage().tokensOut(),
                                call.usage().costUsd(),
                                false))),
            "anEstimateShouldMarkItsTotalAlone"),
        mutant(
            "rounds costs to a millionth of a dollar",
            () ->
                storing(
                    call ->
                        with(
                            call,
                            priced(
                                call.usage(),
                                call.usage()
                                    .costUsd()
                                    .orElse(BigDecimal.ZERO)
                                    .setScale(6, RoundingMode.HALF_UP)))),
            "costsShouldAddUpExactly"),
        mutant(
            "fails at counts that it cannot add",
            () ->
                totalling(
                    totals -> {
                      if (totals.values().stream()
                          .anyMatch(total -> total.usage().tokensIn() == Long.MAX_VALUE)) {
                        throw new AssertionError("integer overflow");
                      }
                      return totals;
                    }),
            "absurdCountsShouldNotKeepTheOthersFromBeingRead"),
        mutant(
            "counts a call as often as it is recorded",
            () -> {
              AtomicInteger number = new AtomicInteger();
              return storing(call -> named(call, call.id() + number.incrementAndGet()));
            },
            "aCallRecordedAgainShouldCountOnceAndAnotherOfTheSameFiguresToo"),
        mutant(
            "takes calls of the same figures for one",
            () -> storing(call -> named(call, call.at() + call.model() + call.usage())),
            "aCallRecordedAgainShouldCountOnceAndAnotherOfTheSameFiguresToo",
            "concurrentWritersShouldLoseNothing"),
        mutant(
            "adds up at most a thousand calls of a moment",
            () ->
                new Forwarding() {
                  @Override
                  public void record(List<ModelCall> calls) {
                    healthy.record(calls.stream().limit(1_000).toList());
                  }
                },
            "manyCallsOfOneMomentShouldEachCountOnce"),
        new Mutant<>(
            "keeps calls until it is closed",
            () -> () -> new FakeUsageLedger(),
            Set.of("whatWasRecordedShouldBeThereWhenOpenedAgain")),
        mutant(
            "takes names that look alike for one",
            () ->
                totalling(
                    totals ->
                        totals.entrySet().stream()
                            .collect(
                                Collectors.toMap(
                                    one -> one.getKey().map(name -> name.replace('A', 'a')),
                                    Map.Entry::getValue,
                                    UsageTotal::plus))),
            "namesShouldBeKeptAsTheyAre"));
  }

  private static Mutant<UsageLedgerContract> mutant(
      String fault, Supplier<UsageLedger> ledger, String... rejectedBy) {
    return Mutant.of(
        fault,
        () -> {
          UsageLedger one = ledger.get();
          return () -> one;
        },
        rejectedBy);
  }

  private static UsageLedger storing(UnaryOperator<ModelCall> stored) {
    return new Forwarding() {
      @Override
      public void record(List<ModelCall> calls) {
        healthy.record(calls.stream().map(stored).toList());
      }
    };
  }

  private static UsageLedger totalling(UnaryOperator<Map<Optional<String>, UsageTotal>> shown) {
    return new Forwarding() {
      @Override
      public Map<Optional<String>, UsageTotal> totals(UserId user, TimeRange range, UsageBy by) {
        return shown.apply(healthy.totals(user, range, by));
      }
    };
  }

  private static UserId folded(ModelCall call) {
    return new UserId(call.user().value().toLowerCase(Locale.ROOT));
  }

  private static Usage priced(Usage usage, BigDecimal cost) {
    return new Usage(usage.tokensIn(), usage.tokensOut(), Optional.of(cost), usage.estimated());
  }

  private static ModelCall named(ModelCall call, String id) {
    return new ModelCall(
        id, call.user(), call.session(), call.operation(), call.model(), call.usage(), call.at());
  }

  private static ModelCall of(ModelCall call, UserId user) {
    return new ModelCall(
        call.id(), user, call.session(), call.operation(), call.model(), call.usage(), call.at());
  }

  private static ModelCall with(ModelCall call, Usage usage) {
    return new ModelCall(
        call.id(), call.user(), call.session(), call.operation(), call.model(), usage, call.at());
  }

  private static ModelCall at(ModelCall call, Instant time) {
    return new ModelCall(
        call.id(), call.user(), call.session(), call.operation(), call.model(), call.usage(), time);
  }
}
