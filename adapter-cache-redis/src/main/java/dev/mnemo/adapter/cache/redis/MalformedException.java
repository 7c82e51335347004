package dev.mnemo.adapter.cache.redis;

/** A stored text or record that is not what it should be. */
final class MalformedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  MalformedException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  MalformedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
