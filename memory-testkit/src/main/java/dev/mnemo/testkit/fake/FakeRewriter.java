package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.QuestionRewriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** Puts the latest fitting person of the window in the place of "she" and "he". */
public final class FakeRewriter implements QuestionRewriter {

  @Override
  public Rewriting rewrite(String question, List<QAEntry> window) {
    StringBuilder said = new StringBuilder();
    window.forEach(entry -> said.append(entry.question()).append('\n').append(entry.answer()));
    String text = said.toString();
    Map<String, Optional<String>> meant = new HashMap<>();
    String standalone =
        Persons.PRONOUN
            .matcher(question)
            .replaceAll(
                pronoun ->
                    Matcher.quoteReplacement(
                        meant
                            .computeIfAbsent(pronoun.group(), one -> Persons.meantBy(one, text))
                            .orElse(pronoun.group())));
    return new Rewriting(
        standalone.equals(question) ? Optional.empty() : Optional.of(standalone),
        "fake",
        Usage.NONE);
  }
}
