package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Relevance;
import dev.mnemo.domain.port.Reranker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Scores a text by the share of the question's words that it has. */
public final class FakeReranker implements Reranker {

  @Override
  public String name() {
    return "fake-reranker";
  }

  @Override
  public Relevance judge(String question, List<String> texts) {
    Set<String> asked = words("question", question);
    return new Relevance(
        texts.stream().map(text -> share(asked, words("text", text))).toList(), Usage.NONE);
  }

  private static double share(Set<String> asked, Set<String> said) {
    return asked.stream().filter(said::contains).count() / (1.0 + asked.size());
  }

  private static Set<String> words(String what, String text) {
    if (text.isBlank()) {
      throw new InvalidInputException(what, text, "give one that is not blank");
    }
    return new HashSet<>(Words.of(text));
  }
}
