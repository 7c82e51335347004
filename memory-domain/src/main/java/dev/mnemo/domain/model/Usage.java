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

  /** Both together; the cost is unknown as soon as either part's is. */
  public Usage plus(Usage other) {
    return new Usage(
        Math.addExact(tokensIn, other.tokensIn),
        Math.addExact(tokensOut, other.tokensOut),
        costUsd.flatMap(mine -> other.costUsd.map(mine::add)),
        estimated || other.estimated);
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
