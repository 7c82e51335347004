package dev.mnemo.application.service;

import dev.mnemo.application.port.in.ShowUsage;
import dev.mnemo.application.port.in.UsageReport;
import dev.mnemo.application.port.in.UsageReport.Group;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.UsageLedger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Adds the ledger's totals up and puts them in order. */
final class UsageReports implements ShowUsage {

  private static final Comparator<Group> BY_NAME =
      Comparator.comparing(group -> group.name().orElse(""));
  private static final Comparator<Group> BY_TOKENS =
      Comparator.comparingDouble(group -> -tokens(group.total().usage()));

  private final Optional<UsageLedger> ledger;

  UsageReports(Optional<UsageLedger> ledger) {
    this.ledger = ledger;
  }

  @Override
  public UsageReport show(UserScope scope, TimeRange range, UsageBy by) {
    UsageLedger kept =
        ledger.orElseThrow(
            () ->
                new BackendUnavailableException(
                    "usage ledger",
                    "is off, as it is kept with the sessions; set MNEMO_CACHE to fs or redis"));
    List<Group> groups =
        kept.totals(scope.user(), range, by).entrySet().stream()
            .map(one -> new Group(one.getKey(), one.getValue()))
            .sorted(by == UsageBy.DAY ? BY_NAME.reversed() : BY_TOKENS.thenComparing(BY_NAME))
            .toList();
    UsageTotal total = groups.stream().map(Group::total).reduce(UsageTotal.NONE, UsageTotal::plus);
    return new UsageReport(by, groups, total);
  }

  // As a floating-point number, which two absurd counts do not overflow.
  private static double tokens(Usage usage) {
    return (double) usage.tokensIn() + usage.tokensOut();
  }
}
