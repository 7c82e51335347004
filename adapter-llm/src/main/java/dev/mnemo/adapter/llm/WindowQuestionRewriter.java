package dev.mnemo.adapter.llm;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.QuestionRewriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rewrites by the entities of the window: the latest that a pronoun can mean, the question's before
 * the answer's. What is ambiguous or unknown stays as asked.
 */
final class WindowQuestionRewriter implements QuestionRewriter {

  private static final int LONGEST = 2_000;
  private static final List<List<String>> ELLIPSES =
      List.of(
          List.of("and", "what", "about"), List.of("what", "about"), List.of("how", "about"),
          List.of("and", "how", "about"), List.of("and"), List.of("but"));
  private static final Set<String> EXISTENTIAL = Set.of("is", "are", "was", "were", "'s", "be", "been");

  @Override
  public Rewriting rewrite(String question, List<QAEntry> window) {
    ConversationFocus focus = new ConversationFocus();
    String previous = "";
    for (QAEntry entry : window) {
      String asked = cut(entry.question());
      previous = standalone(asked, focus, previous).orElse(asked);
      focus.add(previous, cut(entry.answer()));
    }
    return new Rewriting(
        question.length() > LONGEST ? Optional.empty() : standalone(question, focus, previous),
        Usage.NONE);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static Optional<String> standalone(
      String question, ConversationFocus focus, String previous) {
    List<Word> words = WordSplitter.split(question);
    List<Word> resolved = resolved(words, focus);
    Optional<String> whole = completed(resolved, focus, previous);
    if (whole.isPresent()) {
      return whole;
    }
    return resolved.equals(words) ? Optional.empty() : Optional.of(text(resolved));
  }

  private static List<Word> resolved(List<Word> words, ConversationFocus focus) {
    List<Pronouns.Pronoun> open = Pronouns.open(words);
    List<Word> resolved = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int at = i;
      Word word = words.get(i);
      Optional<Pronouns.Pronoun> pronoun =
          open.stream().filter(found -> found.at() == at).findFirst();
      Optional<String> meant =
          pronoun.flatMap(found -> focus.meant(Discourse.wanted(found.lower())));
      if (meant.isPresent()) {
        resolved.add(new Word(meant.get(), word.spaced()));
        if (pronoun.get().possessive()) {
          resolved.add(new Word("'s", false));
        }
      } else if (isThere(words, i) && focus.place().isPresent()) {
        boolean directed = i > 0 && Set.of("from", "to", "in").contains(words.get(i - 1).lower());
        resolved.add(new Word((directed ? "" : "in ") + focus.place().get(), word.spaced()));
      } else {
        resolved.add(word);
      }
    }
    return resolved;
  }

  // Not the "there" of "Is there a …".
  private static boolean isThere(List<Word> words, int i) {
    if (!words.get(i).lower().equals("there") || i == 0) {
      return false;
    }
    boolean last = i + 1 >= words.size() || !words.get(i + 1).letters();
    return last || !EXISTENTIAL.contains(words.get(i - 1).lower()) && !EXISTENTIAL.contains(words.get(i + 1).lower());
  }

  // "And Bob?" after "Where does Alice live?"
  private static Optional<String> completed(
      List<Word> words, ConversationFocus focus, String previous) {
    Optional<String> replaced = focus.lastAsked();
    if (replaced.isEmpty() || previous.isEmpty()) {
      return Optional.empty();
    }
    List<String> lower = words.stream().map(Word::lower).toList();
    for (List<String> ellipsis : ELLIPSES) {
      int end = words.size();
      while (end > 0 && !words.get(end - 1).letters()) {
        end--;
      }
      boolean fits =
          lower.size() > ellipsis.size()
              && lower.subList(0, ellipsis.size()).equals(ellipsis)
              && end > ellipsis.size()
              && end - ellipsis.size() <= 4;
      if (!fits) {
        continue;
      }
      List<Word> topic = words.subList(ellipsis.size(), end);
      List<Names.Name> names = Names.in(topic);
      boolean named = !names.isEmpty() && names.getFirst().from() == 0;
      boolean whole = named && (names.getFirst().to() == topic.size() || topic.stream().anyMatch(word -> word.text().equals("'s")));
      if (whole && !text(topic).equalsIgnoreCase(replaced.get())) {
        return exchanged(previous, replaced.get(), text(topic));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> exchanged(String previous, String old, String topic) {
    int at = previous.indexOf(old);
    return at < 0
        ? Optional.empty()
        : Optional.of(previous.substring(0, at) + topic + previous.substring(at + old.length()));
  }

  private static String text(List<Word> words) {
    String text = WordSplitter.join(words).strip();
    return text;
  }
}
