package dev.mnemo.adapter.llm.offline;

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

  private static final String RULES = RulesKnowledgeExtractor.NAME;
  private static final int LONGEST = 2_000;
  private static final int MOST_ADDED = 300;
  private static final Set<String> DIRECTIONS = Set.of("from", "to", "in");
  private static final Set<String> MOTIONS =
      Set.of("move", "moved", "go", "went", "going", "travel", "fly", "come", "return");
  private static final Set<String> BEING = Set.of("is", "are", "was", "were", "'s", "be", "been");

  @Override
  public Rewriting rewrite(String question, List<QAEntry> window) {
    if (question.length() > LONGEST) {
      return new Rewriting(Optional.empty(), RULES, Usage.NONE);
    }
    ConversationFocus focus = new ConversationFocus();
    String previous = "";
    for (QAEntry entry : window) {
      String asked = head(entry.question());
      previous = standalone(asked, focus, previous).orElse(asked);
      focus.add(previous, head(entry.answer()));
    }
    return new Rewriting(standalone(question, focus, previous), RULES, Usage.NONE);
  }

  private static String head(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static Optional<String> standalone(
      String question, ConversationFocus focus, String previous) {
    List<Word> words = WordSplitter.split(question);
    List<Word> resolved = resolved(words, focus);
    Optional<String> completed = Ellipsis.completed(resolved, focus, previous);
    boolean changed = completed.isPresent() || !resolved.equals(words);
    Optional<String> rewritten =
        changed ? completed.or(() -> Optional.of(WordSplitter.join(resolved))) : completed;
    // A long name for every one of many pronouns is no question any more.
    return rewritten.filter(text -> text.length() <= question.length() + MOST_ADDED);
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
          pronoun.isPresent()
              ? focus.meant(Discourse.wanted(word.lower()))
              : place(words, i, focus);
      resolved.add(new Word(meant.orElse(word.text()), word.spaced()));
      if (meant.isPresent() && pronoun.map(Pronouns.Pronoun::possessive).orElse(false)) {
        resolved.add(new Word("'s", false));
      }
    }
    return resolved;
  }

  // "there", but not that of "Is there a …".
  private static Optional<String> place(List<Word> words, int i, ConversationFocus focus) {
    if (i == 0 || !words.get(i).lower().equals("there")) {
      return Optional.empty();
    }
    String before = words.get(i - 1).lower();
    Optional<Word> next = words.stream().skip(i + 1L).findFirst().filter(Word::letters);
    boolean exists =
        next.isPresent() && (BEING.contains(before) || BEING.contains(next.get().lower()));
    String in = DIRECTIONS.contains(before) ? "" : MOTIONS.contains(before) ? "to " : "in ";
    return exists ? Optional.empty() : focus.place().map(name -> in + name);
  }
}
