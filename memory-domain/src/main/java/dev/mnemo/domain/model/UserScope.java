package dev.mnemo.domain.model;

/**
 * On whose behalf a call runs. Every use case takes one and derives from it what may be read and
 * written; no fallback may widen it.
 *
 * @param admin whether the caller may act on every user's sessions, as pruning all of them does
 */
public record UserScope(UserId user, boolean admin) {

  /** The scope of a call that names no user. */
  public static final UserScope DEFAULT = of(UserId.DEFAULT);

  public UserScope {
    Require.present("user id", user);
  }

  /** The ordinary scope of one user. */
  public static UserScope of(UserId user) {
    return new UserScope(user, false);
  }

  /** The scope's own session of that id. */
  public SessionKey session(SessionId id) {
    return new SessionKey(user, id);
  }
}
