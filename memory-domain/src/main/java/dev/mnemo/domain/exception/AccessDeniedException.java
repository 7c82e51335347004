package dev.mnemo.domain.exception;

/** The user scope does not permit the call; nothing was read or changed. */
public final class AccessDeniedException extends MnemoException {

  private static final long serialVersionUID = 1L;

  public AccessDeniedException(String message) {
    super(message);
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
