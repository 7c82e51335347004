package dev.mnemo.application.service;

import dev.mnemo.application.PriceTable;
import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UsageLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices model calls and writes them into the ledger. A ledger that fails is told once and counted,
 * one that is slow is waited for a moment: neither fails, or holds up, what the calls were for.
 */
final class Accounts {

  /** How long one piece of work waits for the ledger. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  private static final Logger log = LoggerFactory.getLogger(Accounts.class);

  // Far more than ever run at once, unless a ledger never answers.
  private static final int MOST_UNDER_WAY = 1_000;

  private final PriceTable prices;
  private final Optional<UsageLedger> ledger;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final Duration patience;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger late = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicBoolean failing = new AtomicBoolean();

  Accounts(
      PriceTable prices,
      Optional<UsageLedger> ledger,
      TimeOrderedIds ids,
      Clock clock,
      Duration patience) {
    this.prices = prices;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
    this.patience = patience;
  }

  /** For work on behalf of a user, in a session or outside of any. */
  Spending open(UserId user, Optional<SessionId> session) {
    return new Spending(this, user, session);
  }

  Usage priced(String model, Usage reported) {
    return prices.priced(model, reported);
  }

  /** Whether there is a ledger. */
  boolean areKept() {
    return ledger.isPresent();
  }

  /** The call as the ledger keeps it. */
  ModelCall call(
      UserId user,
      Optional<SessionId> session,
      ModelCall.Operation operation,
      String model,
      Usage priced) {
    return new ModelCall(
        ids.next().value(), user, session, operation, model, priced, clock.instant());
  }

  /** How many calls did not reach the ledger. */
  long lost() {
    return lost.get();
  }

  /** Whether one more may write; {@link #end} must follow. */
  boolean begin(int calls) {
    if (underWay.incrementAndGet() <= MOST_UNDER_WAY) {
      return true;
    }
    underWay.decrementAndGet();
    lose(calls, "%d writes wait for it".formatted(MOST_UNDER_WAY));
    return false;
  }

  void end() {
    underWay.decrementAndGet();
  }

  /** Writes; never throws. */
  void record(List<ModelCall> calls) {
    try {
      ledger.orElseThrow().record(calls);
      if (failing.getAndSet(false)) {
        log.info("the usage ledger works again; {} model calls are not in it", lost);
      }
    } catch (RuntimeException e) {
      lose(calls.size(), e.toString());
    }
  }

  /** How long to wait for a write: not at all beside one that is late already. */
  Duration patience() {
    return late.get() == 0 ? patience : Duration.ZERO;
  }

  void isLate() {
    late.incrementAndGet();
  }

  void isLateNoMore() {
    late.decrementAndGet();
  }

  private void lose(int calls, String reason) {
    lost.addAndGet(calls);
    if (failing.getAndSet(true)) {
      log.debug("{} model calls more are not in the usage ledger: {}", calls, reason);
    } else {
      log.warn("model calls are missing in the usage ledger until it works again: {}", reason);
    }
  }
}
