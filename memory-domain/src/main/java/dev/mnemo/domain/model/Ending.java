package dev.mnemo.domain.model;

import java.time.Instant;

/** How and when a session was ended. */
public record Ending(Outcome outcome, Instant at) {

  /** What ending a session says of it. */
  public enum Outcome {
    COMPLETED,
    FAILED
  }

  public Ending {
    Require.present("outcome", outcome);
    Require.present("ended at", at);
  }
}
