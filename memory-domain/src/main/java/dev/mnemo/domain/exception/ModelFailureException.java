package dev.mnemo.domain.exception;

import java.time.Duration;
import java.util.Optional;

/** A language or embedding model refused, failed or answered nonsense. */
public final class ModelFailureException extends MnemoException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;
  private final boolean promptTooLong;

  @SuppressWarnings("serial") // exceptions of this library are never serialized
  private final Optional<Duration> retryAfter;

  private ModelFailureException(
      String message,
      boolean retryable,
      boolean promptTooLong,
      Optional<Duration> retryAfter,
      Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
    this.promptTooLong = promptTooLong;
    this.retryAfter = retryAfter;
  }

  /** The same call may succeed later: a time-out, an overload, a cut stream. */
  public static ModelFailureException transientFailure(String message, Throwable cause) {
    return new ModelFailureException(message, true, false, Optional.empty(), cause);
  }

  /** The next call should wait {@code retryAfter}: the provider asked for it, or is left alone. */
  public static ModelFailureException rateLimited(
      String message, Duration retryAfter, Throwable cause) {
    return new ModelFailureException(message, true, false, Optional.of(retryAfter), cause);
  }

  /** Repeating the call is useless: a wrong key, an unknown model, a refused request. */
  public static ModelFailureException permanentFailure(String message, Throwable cause) {
    return new ModelFailureException(message, false, false, Optional.empty(), cause);
  }

  /** The model takes no prompt of this length; a shorter one may succeed, this one never. */
  public static ModelFailureException promptTooLong(String message, Throwable cause) {
    return new ModelFailureException(message, false, true, Optional.empty(), cause);
  }

  @Override
  public boolean retryable() {
    return retryable;
  }

  /** Whether a shorter prompt is what it takes to succeed. */
  public boolean promptTooLong() {
    return promptTooLong;
  }

  /** How long to wait before the next call, where it is known. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
