package dev.mnemo.application.service;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Embeds questions, the names of those who speak left out: a name draws the vector to the turns
 * that address somebody, and who spoke is told by the words and a signal of its own.
 * docs/retrieval.md shows what this gains.
 */
final class QuestionVectors {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final KnowledgeGraph graph;
  private final Vectors vectors;

  QuestionVectors(KnowledgeGraph graph, Vectors vectors) {
    this.graph = graph;
    this.vectors = vectors;
  }

  /**
   * A question's vector, empty without an embedding model.
   *
   * @param view of who speaks, what it shows
   */
  Optional<Embedding> of(String question, GraphView view, Spending spending) {
    return vectors.areMade()
        ? vectors.question(without(graph.speakers(view, question), question), spending)
        : Optional.empty();
  }

  /** A question without names, unless nothing else tells what is asked. */
  static String without(Set<String> names, String question) {
    // One blank at most between words: a run of them would be gone through from each of its own.
    String rest = BLANKS.matcher(question).replaceAll(" ");
    for (String name : names) {
      rest =
          rest.replaceAll(
              ",? ?(?<![\\p{L}\\p{N}])%s(?:['’]s)?(?![\\p{L}\\p{N}])"
                  .formatted(Pattern.quote(name)),
              "");
    }
    return Stems.of(rest).isEmpty() ? question : BLANKS.matcher(rest).replaceAll(" ").strip();
  }
}
