package dev.mnemo.bootstrap.cli;

import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageTotal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Tokens and money as a person reads them; a ~ marks an estimate. */
final class UsageText {

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  private UsageText() {}

  /** "1,234 tokens in, 56 out · $0.0042". */
  static String of(Usage usage) {
    return "%s tokens in, %s out · %s"
        .formatted(
            tokens(usage, usage.tokensIn()),
            tokens(usage, usage.tokensOut()),
            usage.costUsd().map(UsageText::dollars).orElse("cost unknown"));
  }

  /** Whether it may be on a bill. */
  static boolean isPaid(Usage usage) {
    return usage.costUsd().map(cost -> cost.signum() > 0).orElse(true);
  }

  static String tokens(Usage usage, long count) {
    return String.format(Locale.ROOT, "%s%,d", usage.estimated() ? "~" : "", count);
  }

  /** The cost of several calls, with what is known of it where a part is not. */
  static String cost(UsageTotal total) {
    if (total.unpriced() == 0) {
      return dollars(total.knownCostUsd());
    }
    return total.knownCostUsd().signum() == 0
        ? "unknown"
        : "unknown, %s without %s of unknown price"
            .formatted(dollars(total.knownCostUsd()), Console.count(total.unpriced(), "call"));
  }

  private static String dollars(BigDecimal cost) {
    if (cost.signum() == 0) {
      return "$0";
    }
    return cost.compareTo(BigDecimal.ONE) < 0
        ? "$" + cost.round(THREE_DIGITS).stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "$%,.2f", cost);
  }
}
