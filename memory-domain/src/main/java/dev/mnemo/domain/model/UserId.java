package dev.mnemo.domain.model;

/** An identity that owns sessions and datasets: any non-blank text up to 256 characters. */
public record UserId(String value) {

  /** The longest user id, in Unicode code points. */
  public static final int MAX_LENGTH = 256;

  /** The user of a call that names none. */
  public static final UserId DEFAULT = new UserId("default_user");

  public UserId {
    Require.identifier("user id", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
