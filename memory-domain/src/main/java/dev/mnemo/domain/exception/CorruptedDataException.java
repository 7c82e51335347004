package dev.mnemo.domain.exception;

/** Stored data cannot be read, and the call can do nothing without it. */
public final class CorruptedDataException extends MnemoException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what what was skipped
   * @param setAside where it was set aside, or why it could not be
   */
  public CorruptedDataException(String what, String setAside, Throwable cause) {
    super(what + "; " + setAside, cause);
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
