package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Tokens and money spent on model calls.
 *
 * @param tokensIn tokens sent
 * @param tokensOut tokens received
 * @param costUsd cost in US dollars; empty where the price is unknown, which is not zero
 * @param estimated whether any token count is our estimate rather than the provider's figure
 */
public record Usage(
    long tokensIn, long tokensOut, Optional<BigDecimal> costUsd, boolean estimated) {

  /** Nothing was spent. */
  public static final Usage NONE = new Usage(0, 0, Optional.of(BigDecimal.ZERO), false);

  public Usage {
    Require.notNegative("tokens in", tokensIn);
    Require.notNegative("tokens out", tokensOut);
    costUsd = Require.present("cost", costUsd).map(Usage::plain);
  }

  /**
   * Both together; the cost is unknown as soon as either part's is. A count that would pass {@link
   * Long#MAX_VALUE} stays there, so that a wrong figure of one call can neither turn a total
   * negative nor keep the sessions it belongs to from being read.
   */
  public Usage plus(Usage other) {
    return new Usage(
        sum(tokensIn, other.tokensIn),
        sum(tokensOut, other.tokensOut),
        costUsd.flatMap(mine -> other.costUsd.map(mine::add)),
        estimated || other.estimated);
  }

  /** What is left of this where {@code part} of it is taken away; never less than nothing. */
  public Usage less(Usage part) {
    Optional<BigDecimal> costLeft =
        part.costUsd.isEmpty()
            ? NONE.costUsd
            : costUsd.map(mine -> mine.subtract(part.costUsd.get()).max(BigDecimal.ZERO));
    return new Usage(
        Math.max(0, tokensIn - part.tokensIn),
        Math.max(0, tokensOut - part.tokensOut),
        costLeft,
        estimated && !part.estimated);
  }

  // Neither is negative, so only a sum that wrapped can be.
  private static long sum(long mine, long others) {
    long sum = mine + others;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  // 1.50 and 1.5 are the same money, so they must be equal here too.
  private static BigDecimal plain(BigDecimal cost) {
    if (cost.signum() < 0) {
      throw new InvalidInputException("cost", cost, "use 0 or more US dollars");
    }
    BigDecimal stripped = cost.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
