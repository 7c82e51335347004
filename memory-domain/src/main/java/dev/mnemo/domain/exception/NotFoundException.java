package dev.mnemo.domain.exception;

/** What the call names does not exist, or is not visible to the caller. */
public final class NotFoundException extends MnemoException {

  private static final long serialVersionUID = 1L;

  public NotFoundException(String message) {
    super(message);
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
