package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.SessionId;
import java.util.Optional;

/**
 * What the feedback on one session's entries did.
 *
 * @param applied entries whose feedback is new or was changed
 * @param withdrawn entries whose feedback was removed
 * @param elements how many graph elements have another weight now, counted per entry
 * @param failure why it broke off; what was applied stays, and the next run goes on there
 */
public record AppliedFeedback(
    SessionId session, long applied, long withdrawn, long elements, Optional<String> failure) {

  public AppliedFeedback {
    Require.present("session id", session);
    Require.notNegative("applied", applied);
    Require.notNegative("withdrawn", withdrawn);
    Require.notNegative("elements", elements);
    Require.present("failure", failure);
  }
}
