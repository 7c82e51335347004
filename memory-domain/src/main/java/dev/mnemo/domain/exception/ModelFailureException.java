package dev.mnemo.domain.exception;

import java.time.Duration;
import java.util.Optional;

/** A language or embedding model refused, failed or answered nonsense. */
public final class ModelFailureException extends MnemoException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;
  private final boolean promptTooLong;
  private final boolean concernsInput;

  @SuppressWarnings("serial") // exceptions of this library are never serialized
  private final Optional<Duration> retryAfter;

  @SuppressWarnings("serial")
  private final Optional<Spent> spent;

  /**
   * What a model was paid for before it failed.
   *
   * @param model whose price it has
   * @param estimated whether the provider left the counting to others
   */
  public record Spent(String model, long tokensIn, long tokensOut, boolean estimated) {}

  private ModelFailureException(
      String message,
      boolean retryable,
      boolean promptTooLong,
      boolean concernsInput,
      Optional<Duration> retryAfter,
      Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
    this.promptTooLong = promptTooLong;
    this.concernsInput = concernsInput;
    this.retryAfter = retryAfter;
    this.spent = Optional.empty();
  }

  private ModelFailureException(ModelFailureException same, String message, Optional<Spent> spent) {
    super(message, same);
    this.retryable = same.retryable;
    this.promptTooLong = same.promptTooLong;
    this.concernsInput = same.concernsInput;
    this.retryAfter = same.retryAfter;
    this.spent = spent;
  }

  /** The same call may succeed later: a time-out, an overload, a cut stream. */
  public static ModelFailureException transientFailure(String message, Throwable cause) {
    return new ModelFailureException(message, true, false, false, Optional.empty(), cause);
  }

  /** The next call should wait {@code retryAfter}: the provider asked for it, or is left alone. */
  public static ModelFailureException rateLimited(
      String message, Duration retryAfter, Throwable cause) {
    return new ModelFailureException(message, true, false, false, Optional.of(retryAfter), cause);
  }

  /** Repeating the call is useless: a wrong key, an unknown model, a refused request. */
  public static ModelFailureException permanentFailure(String message, Throwable cause) {
    return new ModelFailureException(message, false, false, false, Optional.empty(), cause);
  }

  /** The model takes no prompt of this length; a shorter one may succeed, this one never. */
  public static ModelFailureException promptTooLong(String message, Throwable cause) {
    return new ModelFailureException(message, false, true, true, Optional.empty(), cause);
  }

  /** The model refuses this very input, or makes nothing of it; other inputs may succeed. */
  public static ModelFailureException refusedInput(String message, Throwable cause) {
    return new ModelFailureException(message, false, false, true, Optional.empty(), cause);
  }

  /** The same failure, which also tells what came of it. */
  public ModelFailureException withConsequence(String what) {
    return new ModelFailureException(this, "%s (%s)".formatted(getMessage(), what), spent);
  }

  /** The same failure, which also tells what its calls cost all the same. */
  public ModelFailureException withSpent(Spent tokens) {
    return new ModelFailureException(this, String.valueOf(getMessage()), Optional.of(tokens));
  }

  @Override
  public boolean retryable() {
    return retryable;
  }

  /** Whether a shorter prompt is what it takes to succeed. */
  public boolean promptTooLong() {
    return promptTooLong;
  }

  /** Whether it lies in what was sent, so that other inputs may succeed; not in the provider. */
  public boolean concernsInput() {
    return concernsInput;
  }

  /** How long to wait before the next call, where it is known. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** What the calls that failed cost all the same, where that is known. */
  public Optional<Spent> spent() {
    return spent;
  }
}
