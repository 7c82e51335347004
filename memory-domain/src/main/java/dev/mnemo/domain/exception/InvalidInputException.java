package dev.mnemo.domain.exception;

/** A value broke a rule; nothing was changed. */
public final class InvalidInputException extends MnemoException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String field;

  /**
   * @param field what the caller knows the value as, such as {@code session id}
   * @param value the offending value; shown up to 80 characters
   * @param rule what a valid value looks like
   */
  public InvalidInputException(String field, Object value, String rule) {
    this("%s was %s; %s".formatted(field, shown(value), rule), field);
  }

  private InvalidInputException(String message, String field) {
    super(message);
    this.field = field;
  }

  /** A required value was not given at all. */
  public static InvalidInputException missing(String field, String rule) {
    return new InvalidInputException("%s was missing; %s".formatted(field, rule), field);
  }

  /** What the caller knows the value as. */
  public String field() {
    return field;
  }

  @Override
  public boolean retryable() {
    return false;
  }

  private static String shown(Object value) {
    String text = value.toString();
    if (text.codePointCount(0, text.length()) <= SHOWN) {
      return "'" + text + "'";
    }
    String head = text.substring(0, text.offsetByCodePoints(0, SHOWN));
    return "'%s…' (%d characters)".formatted(head, text.length());
  }
}
