package dev.mnemo.domain.exception;

/**
 * A failure with a message fit for a user: what was wrong, the value, the remedy; never a secret.
 */
public abstract sealed class MnemoException extends RuntimeException
    permits InvalidInputException,
        NotFoundException,
        ConflictException,
        AccessDeniedException,
        BackendUnavailableException,
        CorruptedDataException,
        ModelFailureException {

  private static final long serialVersionUID = 1L;

  MnemoException(String message) {
    super(message);
  }

  MnemoException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call may succeed later without the caller changing anything. */
  public abstract boolean retryable();
}
