package dev.mnemo.domain.model;

/** A conversation's name among its user's: any non-blank text up to 512 characters. */
public record SessionId(String value) {

  /** The longest session id, in Unicode code points. */
  public static final int MAX_LENGTH = 512;

  /** The session of a call that names none. */
  public static final SessionId DEFAULT = new SessionId("default_session");

  public SessionId {
    Require.identifier("session id", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
