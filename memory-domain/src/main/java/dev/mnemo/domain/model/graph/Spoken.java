package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;

/**
 * What makes a chunk a turn of a conversation. The chunk's text stays as it was said, a prefix such
 * as {@code Jon: } included.
 *
 * @param speaker who said it: the name that stands in front of the text where there is one ({@code
 *     Jon: I lost my job}), else {@code User} for a question and {@code Assistant} for an answer
 * @param preceding what the (up to) two turns before it in its session said, oldest first, one a
 *     line, an entry's question being a turn and its answer the next; empty where it is the first.
 *     Each at most {@link #MOST_OF_A_TURN} characters long: their beginnings
 */
public record Spoken(String speaker, String preceding) {

  /** How much of a preceding turn is kept. */
  public static final int MOST_OF_A_TURN = 1_000;

  private static final int LONGEST = 2 * (MOST_OF_A_TURN + 2);

  public Spoken {
    Require.identifier("speaker", speaker, 256);
    if (Require.text("preceding turns", preceding).length() > LONGEST) {
      throw new InvalidInputException(
          "preceding turns",
          preceding,
          "give two turns, of each the first %d characters".formatted(MOST_OF_A_TURN));
    }
  }
}
