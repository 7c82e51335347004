package dev.mnemo.application.service;

import dev.mnemo.domain.exception.ModelFailureException;
import java.util.Optional;

/** Tells failures of a model from those of one input. */
final class Outage {

  // One input may be unlucky where the model is well; so many in a row are not.
  private static final int DOWN_AFTER = 3;

  private int inARow;

  /** Whether no other input would fare better: the key is wrong, the quota spent. */
  static boolean isCertain(ModelFailureException failure) {
    return !failure.concernsInput() && (!failure.retryable() || failure.retryAfter().isPresent());
  }

  /** Is told how an input fared; throws its failure where the next one need not be tried. */
  void endAfter(Optional<ModelFailureException> outcome) {
    Optional<ModelFailureException> failure = outcome.filter(one -> !one.concernsInput());
    inARow = failure.isPresent() ? inARow + 1 : 0;
    if (inARow >= DOWN_AFTER || failure.filter(Outage::isCertain).isPresent()) {
      throw failure.orElseThrow();
    }
  }
}
