package dev.mnemo.domain.exception;

/** A store could not be reached, or did not answer in time; the call may be repeated. */
public final class BackendUnavailableException extends MnemoException {

  private static final long serialVersionUID = 1L;

  private final String backend;

  /**
   * @param backend the store's name as an operator knows it, such as {@code session cache (redis)}
   * @param reason what happened and what to do, without secrets
   */
  public BackendUnavailableException(String backend, String reason) {
    super(backend + ": " + reason);
    this.backend = backend;
  }

  /** As above, keeping the vendor's failure for the log. */
  public BackendUnavailableException(String backend, String reason, Throwable cause) {
    super(backend + ": " + reason, cause);
    this.backend = backend;
  }

  /** The store's name as an operator knows it. */
  public String backend() {
    return backend;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
