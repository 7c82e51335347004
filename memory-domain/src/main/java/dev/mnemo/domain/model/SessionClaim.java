package dev.mnemo.domain.model;

import java.time.Instant;

/**
 * The sole right to write a session's entries to the graph, or to delete them, for a while.
 *
 * @param holder who has it: an id made anew for each run, never used by two
 * @param until when others may take it over; it stays good until one does
 */
public record SessionClaim(SessionKey session, String holder, Instant until) {

  public SessionClaim {
    Require.present("session key", session);
    Require.identifier("claim holder", holder, 256);
    Require.present("until", until);
  }
}
