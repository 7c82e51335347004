package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.nio.charset.StandardCharsets;

/**
 * The rules that many values share; each throws {@link InvalidInputException} and otherwise returns
 * the value.
 */
public final class Require {

  private Require() {}

  /**
   * A given, non-blank, well-formed text of at most {@code max} characters (Unicode code points).
   */
  public static String identifier(String field, String value, int max) {
    if (value == null) {
      throw InvalidInputException.missing(field, identifierRule(max));
    }
    // Cheap bound first: a hostile value may be many megabytes long.
    if (value.length() > 2L * max
        || value.codePointCount(0, value.length()) > max
        || value.isBlank()) {
      throw new InvalidInputException(field, value, identifierRule(max));
    }
    return wellFormed(field, value);
  }

  private static String identifierRule(int max) {
    return "give a non-blank text of at most %d characters".formatted(max);
  }

  /** A given text, possibly empty, that every store can keep. */
  public static String text(String field, String value) {
    if (value == null) {
      throw InvalidInputException.missing(field, "give a text, which may be empty");
    }
    return wellFormed(field, value);
  }

  /** A value that was given. */
  public static <T> T present(String field, T value) {
    if (value == null) {
      throw InvalidInputException.missing(field, "give a value");
    }
    return value;
  }

  /** Zero or more. */
  public static long notNegative(String field, long value) {
    if (value < 0) {
      throw new InvalidInputException(field, value, "use 0 or more");
    }
    return value;
  }

  /** From 0 to 1, both included; not a number is neither. */
  public static double share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidInputException(field, value, "use 0 to 1");
    }
    return value;
  }

  /** From {@code min} to {@code max}, both included. */
  public static int between(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new InvalidInputException(field, value, "use %d to %d".formatted(min, max));
    }
    return value;
  }

  // A lone surrogate has no UTF-8 form: stores would silently keep '?', and two ids could collide.
  private static String wellFormed(String field, String value) {
    // Several times as fast as looking at each character, as every entry read comes by here.
    if (new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(value)) {
      return value;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < value.length()
              && Character.isLowSurrogate(value.charAt(i + 1));
      if (!pair) {
        throw new InvalidInputException(
            field, "a text with half a surrogate pair at index " + i, "use well-formed Unicode");
      }
      i++;
    }
    return value;
  }
}
