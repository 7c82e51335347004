package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import java.util.List;

/** What improving did: what was persisted, and the feedback applied, session by session. */
public record Improved(PersistReport persisting, List<AppliedFeedback> feedback) {

  public Improved {
    Require.present("persisting", persisting);
    feedback = List.copyOf(feedback);
  }

  /** Whether nothing is left to be done. */
  public boolean complete() {
    return persisting.complete() && feedback.stream().allMatch(one -> one.failure().isEmpty());
  }
}
