package dev.mnemo.domain.model;

/** An entry's full name: entry ids are unique only within their session. */
public record EntryKey(SessionKey session, EntryId entry) {

  public EntryKey {
    Require.present("session key", session);
    Require.present("entry id", entry);
  }
}
