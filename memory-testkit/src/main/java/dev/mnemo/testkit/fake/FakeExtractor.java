package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands sentences of one pattern: a name or pronoun, one of a few verbs, an object, and
 * perhaps a year ("Alice moved to Paris in 2010."). A speaker in front ("User: …") is passed over.
 */
public final class FakeExtractor implements KnowledgeExtractor {

  private static final Pattern SENTENCE = Pattern.compile("[^.!?\\n]*[.!?]");
  private static final Pattern SPEAKER = Pattern.compile("^[A-Z]\\p{L}+: ");
  private static final Pattern NAMES = Pattern.compile("[A-Z]\\p{L}+(?: [A-Z]\\p{L}+)*");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?<subject>"
              + NAMES
              + ")(?: and (?<other>[A-Z]\\p{L}+))?"
              + " (?<negation>does not |did not |is not )?"
              + "(?<verb>lives? in|moved to|works? as|works? at|likes?|knows?|met at|is|a)"
              + " (?<object>(?:(?!in \\d{4}$).){1,200}?)"
              + "(?: in (?<year>\\d{4}))?");
  private static final Pattern ARTICLE = Pattern.compile("^(?:an?|the) ");

  @Override
  public Extraction extract(Passage passage) {
    Map<String, FoundEntity> entities = new LinkedHashMap<>();
    List<FoundFact> facts = new ArrayList<>();
    StringBuilder said = new StringBuilder(passage.preceding());
    Matcher sentences = SENTENCE.matcher(passage.text());
    while (sentences.find()) {
      String sentence = SPEAKER.matcher(sentences.group().strip()).replaceFirst("");
      if (!sentence.endsWith("?")) {
        fact(sentence.substring(0, sentence.length() - 1), said.toString(), entities)
            .ifPresent(facts::add);
      }
      said.append(' ').append(sentence);
    }
    return new Extraction(List.copyOf(entities.values()), facts, "", "fake extractor", Usage.NONE);
  }

  private static Optional<FoundFact> fact(
      String sentence, String said, Map<String, FoundEntity> entities) {
    Matcher match = STATEMENT.matcher(sentence);
    if (!match.matches()) {
      return Optional.empty();
    }
    Optional<String> subject = resolved(match.group("subject"), said);
    if (subject.isEmpty()) {
      return Optional.empty();
    }
    String object = ARTICLE.matcher(match.group("object")).replaceFirst("");
    add(entities, subject.get());
    add(entities, object);
    Optional.ofNullable(match.group("other")).ifPresent(other -> add(entities, other));
    Optional<String> negation = Optional.ofNullable(match.group("negation"));
    String predicate = match.group("verb");
    return Optional.of(
        new FoundFact(
            subject.get(),
            predicate,
            object,
            "%s %s%s %s."
                .formatted(subject.get(), negation.orElse(""), predicate, match.group("object")),
            negation.isPresent(),
            0.9,
            Optional.ofNullable(match.group("year"))
                .map(FakeExtractor::startOf)
                .orElse(Validity.UNKNOWN)));
  }

  /** The name itself, or whom a pronoun means; empty where nobody said whom. */
  private static Optional<String> resolved(String subject, String said) {
    return Persons.PRONOUN.matcher(subject).matches()
        ? Persons.meantBy(subject, said)
        : Optional.of(subject);
  }

  private static Validity startOf(String year) {
    return Validity.from(
        LocalDate.of(Integer.parseInt(year), 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static void add(Map<String, FoundEntity> entities, String name) {
    String type = Persons.isPerson(name) ? "person" : "thing";
    entities.putIfAbsent(name, new FoundEntity(name, type, ""));
  }
}
