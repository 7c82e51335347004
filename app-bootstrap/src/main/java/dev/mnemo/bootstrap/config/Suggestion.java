package dev.mnemo.bootstrap.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The known name nearest to a mistyped one. */
public final class Suggestion {

  private static final int FARTHEST = 3;

  private Suggestion() {}

  /** The nearest of the known names, unless all are too far. */
  public static Optional<String> nearest(String typed, Stream<String> known) {
    return known
        .filter(name -> distance(typed, name) <= FARTHEST)
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** How many single-character edits apart two texts are (Levenshtein 1966). */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
