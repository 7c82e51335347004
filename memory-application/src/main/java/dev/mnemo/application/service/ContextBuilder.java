package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Spoken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The context within some room: the best evidence, always whole; and where room is left, the
 * question before a found turn, without which an answer tells little. Other neighbours of a turn
 * take more room than they are worth, as docs/retrieval.md shows. What was said before a turn is
 * kept with it, so nothing is asked of the graph.
 */
final class ContextBuilder {

  private static final String ASKS = "?";

  private final ToLongFunction<String> tokens;

  /**
   * @param tokens how much room a text takes, with all that is around it
   */
  ContextBuilder(ToLongFunction<String> tokens) {
    this.tokens = tokens;
  }

  /** How much room a piece takes as it is. */
  long size(Evidence piece) {
    String before = preceding(piece);
    return tokens.applyAsLong(piece.text()) + (before.isEmpty() ? 0 : tokens.applyAsLong(before));
  }

  /** A piece without what was said before it. */
  static Evidence alone(Evidence piece) {
    return piece instanceof Evidence.OfChunk chunk ? chunk.after("") : piece;
  }

  /**
   * A head of the evidence, in its order.
   *
   * @param evidence best first, each piece with what was said before it
   */
  List<Evidence> within(long room, List<Evidence> evidence) {
    List<Evidence> chosen = new ArrayList<>();
    long left = room;
    for (Evidence piece : evidence) {
      long size = size(alone(piece));
      if (size > left) {
        break;
      }
      left -= size;
      chosen.add(piece);
    }
    return withQuestions(chosen, left);
  }

  private List<Evidence> withQuestions(List<Evidence> chosen, long room) {
    Set<String> told =
        chosen.stream()
            .map(piece -> EntryText.asPreceding(piece.text()))
            .collect(Collectors.toSet());
    List<Evidence> context = new ArrayList<>();
    long left = room;
    for (Evidence piece : chosen) {
      Optional<String> question = questionBefore(piece).filter(asked -> !told.contains(asked));
      long more = question.map(tokens::applyAsLong).orElse(0L);
      if (question.isPresent() && more <= left && piece instanceof Evidence.OfChunk chunk) {
        left -= more;
        told.add(question.get());
        context.add(chunk.after(question.get()));
      } else {
        context.add(alone(piece));
      }
    }
    return context;
  }

  private static Optional<String> questionBefore(Evidence piece) {
    String before = preceding(piece);
    String last = before.substring(before.lastIndexOf('\n') + 1);
    return last.contains(ASKS) ? Optional.of(last) : Optional.empty();
  }

  private static String preceding(Evidence piece) {
    return piece instanceof Evidence.OfChunk chunk
        ? chunk.spoken().map(Spoken::preceding).orElse("")
        : "";
  }
}
