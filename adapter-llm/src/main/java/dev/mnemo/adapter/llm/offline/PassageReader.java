package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import dev.mnemo.adapter.llm.offline.SentenceSplitter.Sentence;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one passage, sentence by sentence, and gathers what it states. */
final class PassageReader {

  /** Who says "I" where no name is given. */
  static final String USER = "the user";

  private static final Set<String> USERS = Set.of("user", "human", "me", "question", "q", "you");
  private static final Set<String> ASSISTANTS =
      Set.of("assistant", "ai", "bot", "chatbot", "system", "answer", "a", "model");

  /** In a short note "I" is who gives it; in a long text it may be any narrator. */
  static final int NOTE = 600;

  private static final int LONGEST_SENTENCE = 120;

  /** How many of a text's characters are at least letters, digits and spaces. */
  private static final double TEXT_SHARE = 0.75;

  private final Tagger.Session tagger;
  private final Instant time;
  private final LocalDate today;
  private final Discourse discourse = new Discourse();
  private final EntityTypes types = new EntityTypes();
  private final Map<String, List<String>> groups = new HashMap<>();
  private final FoundFacts found = new FoundFacts(types);

  PassageReader(Tagger.Session tagger, Instant time) {
    this.tagger = tagger;
    this.time = time;
    this.today = time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Remembers who was spoken of, and states nothing. */
  void overhear(List<Sentence> sentences) {
    sentences.forEach(sentence -> read(sentence, speaker(sentence, false), false));
  }

  /**
   * Reads the passage itself.
   *
   * @param length of the whole passage
   */
  void read(List<Sentence> sentences, int length) {
    boolean dialogue = sentences.stream().anyMatch(sentence -> sentence.speaker().isPresent());
    boolean note = !dialogue && length <= NOTE;
    sentences.forEach(sentence -> read(sentence, speaker(sentence, note), true));
  }

  List<FoundEntity> entities() {
    return found.entities();
  }

  List<FoundFact> facts() {
    return found.facts();
  }

  private static Optional<String> speaker(Sentence sentence, boolean note) {
    if (sentence.quoted()) {
      return Optional.empty();
    }
    if (sentence.speaker().isEmpty()) {
      return note ? Optional.of(USER) : Optional.empty();
    }
    String name = sentence.speaker().get();
    String lower = name.toLowerCase(Locale.ROOT);
    if (ASSISTANTS.contains(lower)) {
      return Optional.empty();
    }
    return Optional.of(USERS.contains(lower) ? USER : name);
  }

  private void read(Sentence sentence, Optional<String> speaker, boolean stating) {
    discourse.nextSentence();
    List<Word> words = WordSplitter.split(sentence.text());
    boolean readable = words.size() > 1 && words.size() <= LONGEST_SENTENCE;
    if (!readable || !isText(sentence.text())) {
      return;
    }
    List<Token> tokens = tagger.tag(words);
    List<TimeExpressions.Found> times = TimeExpressions.find(words, today, past(tokens));
    List<Phrase> phrases = PhraseChunker.chunk(tokens, times);
    speaker.ifPresent(name -> types.hint(name, EntityTypes.PERSON));
    NounReader nouns = new NounReader(discourse, types, speaker, groups);
    boolean states = !sentence.quoted() && Assertions.asserts(sentence.text(), tokens, phrases);
    if (states) {
      List<Clause> clauses = ClauseReader.read(tokens, phrases);
      ClauseFacts reader = new ClauseFacts(tokens, times, nouns, discourse, types, groups, time);
      for (Clause clause : clauses) {
        List<FoundFact> facts = reader.read(clause);
        if (stating) {
          facts.forEach(found::add);
        }
      }
    }
    mentionOthers(phrases, tokens, nouns);
  }

  // Not the bytes of an image.
  private static boolean isText(String sentence) {
    boolean control = sentence.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c));
    long words =
        sentence
            .chars()
            .filter(c -> Character.isLetterOrDigit(c) || Character.isWhitespace(c))
            .count();
    return !control && words >= sentence.length() * TEXT_SHARE;
  }

  private static boolean past(List<Token> tokens) {
    return tokens.stream()
        .anyMatch(token -> token.tag().equals("VBD") || token.tag().equals("VBN"));
  }

  // What no clause named may still be what a later pronoun means.
  private void mentionOthers(List<Phrase> phrases, List<Token> tokens, NounReader nouns) {
    List<Phrase> left = new ArrayList<>();
    for (int i = 0; i < phrases.size(); i++) {
      Phrase phrase = phrases.get(i);
      if (phrase.kind() == Kind.NOUN && phrase.head(tokens).proper()) {
        left.add(phrase);
      }
    }
    for (Phrase phrase : left) {
      nouns
          .read(phrase, tokens, List.of())
          .map(Noun::name)
          .filter(name -> !discourse.mentionedNow(name))
          .ifPresent(
              name ->
                  discourse.mention(name, NounReader.genderOf(name, phrase.head(tokens)), false));
    }
  }
}
