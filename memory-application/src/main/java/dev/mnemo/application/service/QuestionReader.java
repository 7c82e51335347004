package dev.mnemo.application.service;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out what a search must know of a question: who of those it names speaks, and its vector. In
 * what is embedded the names of those who speak are left out: a name draws the vector to the turns
 * that address somebody, and who spoke is told by the words and a signal of its own.
 * docs/retrieval.md shows what this gains.
 */
final class QuestionReader {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final KnowledgeGraph graph;
  private final Vectors vectors;

  QuestionReader(KnowledgeGraph graph, Vectors vectors) {
    this.graph = graph;
    this.vectors = vectors;
  }

  /**
   * A question as it is searched for.
   *
   * @param phrasings its forms
   * @param speakers the words of them, as they stand there, that are names of people who speak
   * @param embedding of the first form; empty without an embedding model
   */
  record ReadQuestion(
      List<String> phrasings, Set<String> speakers, Optional<Embedding> embedding) {}

  /**
   * Reads a question.
   *
   * @param phrasings its forms, at least one
   * @param view of who speaks, what it shows
   */
  ReadQuestion read(List<String> phrasings, GraphView view, Spending spending) {
    Set<String> speakers = people(graph.speakers(view, String.join("\n", phrasings)));
    Optional<Embedding> embedding =
        vectors.areMade()
            ? vectors.question(without(speakers, phrasings.getFirst()), spending)
            : Optional.empty();
    return new ReadQuestion(phrasings, speakers, embedding);
  }

  /** Without the names of roles, which say nothing of who a question is about. */
  static Set<String> people(Set<String> speakers) {
    return speakers.stream()
        .filter(name -> !EntryText.ROLES.contains(name))
        .collect(Collectors.toUnmodifiableSet());
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
