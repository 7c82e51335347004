package dev.mnemo.domain.exception;

/** The call contradicts the current state: an ended session, a deleted entry, a taken name. */
public final class ConflictException extends MnemoException {

  private static final long serialVersionUID = 1L;

  public ConflictException(String message) {
    super(message);
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
