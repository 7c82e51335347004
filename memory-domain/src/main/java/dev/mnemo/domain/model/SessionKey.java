package dev.mnemo.domain.model;

/** A session's full name; the same session id of two users is two sessions. */
public record SessionKey(UserId user, SessionId session) {

  public SessionKey {
    Require.present("user id", user);
    Require.present("session id", session);
  }

  /** The key of texts as a caller gives them. */
  public static SessionKey of(String user, String session) {
    return new SessionKey(new UserId(user), new SessionId(session));
  }
}
