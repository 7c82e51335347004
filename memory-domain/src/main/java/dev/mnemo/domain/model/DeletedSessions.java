package dev.mnemo.domain.model;

/** What a deletion took from the session log; both zero where there was nothing. */
public record DeletedSessions(long sessions, long entries) {

  public DeletedSessions {
    Require.notNegative("sessions", sessions);
    Require.notNegative("entries", entries);
  }
}
