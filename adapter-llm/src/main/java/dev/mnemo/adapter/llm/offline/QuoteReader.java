package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.SentenceSplitter.Sentence;
import dev.mnemo.domain.model.graph.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the sentences of texts, and of whom each one speaks. */
final class QuoteReader {

  private static final int LONGEST_TEXT = 20_000;
  private static final int LONGEST_SENTENCE = 80;
  private static final Set<String> FIRST_PERSON = Set.of("i", "i'm", "my", "me");
  private static final Set<String> RELATING = Set.of("of", "with", "by", "for", "near", "from");
  private static final Set<String> SINGULAR = Set.of("he", "she", "his", "her");

  private QuoteReader() {}

  static List<Quote> facts(List<Evidence> context) {
    return context.stream()
        .filter(Evidence.OfFact.class::isInstance)
        .map(evidence -> Quote.of((Evidence.OfFact) evidence))
        .toList();
  }

  static List<Quote> sentences(List<Evidence> context) {
    return context.stream().flatMap(QuoteReader::sentences).toList();
  }

  private static Stream<Quote> sentences(Evidence evidence) {
    return switch (evidence) {
      case Evidence.OfFact fact -> Stream.empty();
      case Evidence.OfEntity entity ->
          entity.entity().description().isBlank() ? Stream.empty() : Stream.of(described(entity));
      case Evidence.OfChunk chunk -> read(chunk, chunk.text()).stream();
      case Evidence.OfSummary summary -> read(summary, summary.text()).stream();
    };
  }

  private static Quote described(Evidence.OfEntity entity) {
    String description = entity.entity().description();
    return Quote.of(entity, description, WordSplitter.split(description), entity.entity().name());
  }

  private static List<Quote> read(Evidence evidence, String text) {
    List<Quote> quotes = new ArrayList<>();
    Antecedent antecedent = Antecedent.NONE;
    String head = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    for (Sentence sentence : SentenceSplitter.split(head)) {
      List<Word> words = WordSplitter.split(sentence.text());
      if (words.isEmpty() || words.size() > LONGEST_SENTENCE || sentence.quoted()) {
        antecedent = Antecedent.NONE;
        continue;
      }
      List<Names.Name> names = Names.in(words);
      String first = words.getFirst().lower();
      if (sentence.speaker().isPresent() && FIRST_PERSON.contains(first)) {
        String said = sentence.speaker().get() + ": " + sentence.text();
        quotes.add(Quote.of(evidence, said, words, sentence.speaker().get()));
      } else if (FIRST_PERSON.contains(first) && text.length() <= PassageReader.NOTE) {
        quotes.add(Quote.of(evidence, sentence.text(), words, PassageReader.USER));
      } else if (SINGULAR.contains(first) && antecedent.fits(first)) {
        String said = antecedent.text() + " " + sentence.text();
        quotes.add(Quote.of(evidence, said, words, antecedent.name()));
        antecedent =
            people(names).isEmpty() ? new Antecedent(antecedent.name(), said) : Antecedent.NONE;
      } else {
        quotes.add(Quote.of(evidence, sentence.text(), words, subject(words, names)));
        antecedent = Antecedent.of(sentence.text(), words, names);
      }
    }
    return quotes;
  }

  // With what stands around the first name, so that "Bob's wife" and "friend of Bob" are not Bob.
  private static String subject(List<Word> words, List<Names.Name> names) {
    if (names.isEmpty()) {
      return "";
    }
    Names.Name name = names.getFirst();
    boolean behind = name.from() > 0 && RELATING.contains(words.get(name.from() - 1).lower());
    return WordSplitter.join(
            words.subList(
                behind ? name.from() - 1 : name.from(),
                owns(words, name) ? name.to() + 1 : name.to()))
        .strip();
  }

  private static boolean owns(List<Word> words, Names.Name name) {
    return name.to() < words.size() && words.get(name.to()).lower().equals("'s");
  }

  private static List<Names.Name> people(List<Names.Name> names) {
    return names.stream()
        .filter(name -> GivenNames.genderOf(name.text()) != Gender.UNKNOWN)
        .toList();
  }

  /** Whom "he" or "she" at the head of the next sentence means; an empty name for nobody. */
  private record Antecedent(String name, String text) {

    private static final Antecedent NONE = new Antecedent("", "");
    private static final int LONGEST = 400;

    // A person with whom the sentence begins, and beside whom it names nobody else.
    private static Antecedent of(String text, List<Word> words, List<Names.Name> names) {
      boolean leads =
          !names.isEmpty() && names.getFirst().from() == 0 && !owns(words, names.getFirst());
      boolean alone = leads && people(names.subList(1, names.size())).isEmpty();
      return alone ? new Antecedent(names.getFirst().text(), text) : NONE;
    }

    private boolean fits(String pronoun) {
      return !name.isEmpty()
          && text.length() < LONGEST
          && Pronouns.mayMean(name, Discourse.wanted(pronoun));
    }
  }
}
