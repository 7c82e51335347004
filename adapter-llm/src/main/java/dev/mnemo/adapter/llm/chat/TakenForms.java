package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.ModelFailureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which forms of a request a server takes. One that it has taken is not what it refuses later; and
 * where it refuses one request after the other in every form, it is not the requests either.
 */
final class TakenForms {

  private static final Logger log = LoggerFactory.getLogger(TakenForms.class);
  private static final int MOST_REFUSED = 3;

  private final String model;

  // Guarded by this.
  private ReplyForm best;
  private boolean taken;
  private int refusedInARow;

  TakenForms(String model, ReplyForm best) {
    this.model = model;
    this.best = best;
  }

  /** The best that is not known to be refused. */
  synchronized ReplyForm best() {
    return best;
  }

  /** The server answered a request of that form. */
  synchronized void taken(ReplyForm form) {
    refusedInARow = 0;
    if (form.compareTo(best) > 0) {
      log.info("the server of {} refuses {}; asking for {} from now on", model, best, form);
      best = form;
    }
    taken |= form == best;
  }

  /**
   * What to try after a refusal.
   *
   * @throws ModelFailureException the refusal, where nothing is left to try; as a permanent one
   *     where other requests would fare no better
   */
  synchronized ReplyForm after(ReplyForm refused, ModelFailureException refusal) {
    // A request that is refused in every form says nothing about the forms.
    if (refused.plainer().isPresent() && !(taken && refused == best)) {
      return refused.plainer().get();
    }
    refusedInARow++;
    if (refusedInARow < MOST_REFUSED) {
      throw refusal;
    }
    throw ModelFailureException.permanentFailure(
        "the model '%s' refuses one request after the other; check the account and the settings (%s)"
            .formatted(model, refusal.getMessage()),
        refusal);
  }
}
