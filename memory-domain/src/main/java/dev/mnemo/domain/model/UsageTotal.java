package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What several model calls cost together.
 *
 * @param calls how many they are
 * @param unpriced how many of them have an unknown cost
 * @param known the tokens of all of them, and the cost of those that have one
 */
public record UsageTotal(long calls, long unpriced, Usage known) {

  /** No calls. */
  public static final UsageTotal NONE = new UsageTotal(0, 0, Usage.NONE);

  public UsageTotal {
    Require.notNegative("calls", calls);
    Require.notNegative("unpriced calls", unpriced);
    if (unpriced > calls) {
      throw new InvalidInputException("unpriced calls", unpriced, "use at most " + calls);
    }
    if (Require.present("known usage", known).costUsd().isEmpty()) {
      throw InvalidInputException.missing("known cost", "give the sum of the costs that are known");
    }
  }

  /** Of one call. */
  public static UsageTotal of(Usage usage) {
    return new UsageTotal(
        1,
        usage.costUsd().isPresent() ? 0 : 1,
        new Usage(
            usage.tokensIn(),
            usage.tokensOut(),
            Optional.of(usage.costUsd().orElse(BigDecimal.ZERO)),
            usage.estimated()));
  }

  /** Both together. */
  public UsageTotal plus(UsageTotal other) {
    return new UsageTotal(calls + other.calls, unpriced + other.unpriced, known.plus(other.known));
  }

  /** What all calls cost together; the cost is unknown as soon as that of one of them is. */
  public Usage usage() {
    return unpriced == 0
        ? known
        : new Usage(known.tokensIn(), known.tokensOut(), Optional.empty(), known.estimated());
  }

  /** The part of the cost that is known, in US dollars. */
  public BigDecimal knownCostUsd() {
    return known.costUsd().orElseThrow();
  }
}
