package dev.mnemo.adapter.llm;

import dev.mnemo.adapter.llm.Question.Asks;
import dev.mnemo.domain.model.graph.Evidence.OfFact;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a quote answers a question: it speaks of the question's subject, says all that the
 * question says, holds the kind of thing that is asked for, and held when the question asks.
 */
final class Relevance {

  private static final Set<String> PLACING = Set.of("in", "at", "on", "near", "into", "inside");
  private static final Set<String> MOVING = stems("move go travel relocate return fly emigrate come");
  private static final Set<String> LASTING =
      stems("live work reside home job study teach own have lead know belong attend be");
  private static final Set<String> RECIPROCAL = stems("meet marry know date befriend divorce");
  private static final Set<String> REASONS = Set.of("because", "due");
  private static final Set<String> WORKING = Set.of("as", "for", "at", "in", "on");
  private static final Set<String> VAGUE = stems("like love have own make get want use know need");
  private static final Set<String> NUMBERS =
      Set.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve", "twenty", "hundred", "thousand");
  private static final Set<String> BEING = Set.of("is", "are", "am", "was", "were", "'s", "'m");
  private static final Set<String> PAST =
      Set.of("lived", "worked", "was", "were", "had", "used", "studied", "taught");
  private static final Set<String> DOUBTS = WordLists.ENGLISH.under("doubt");
  private static final Set<String> HEDGES = hedges();

  private final Question question;
  private final Instant now;
  private final LocalDate today;

  Relevance(Question question, Instant now) {
    this.question = question;
    this.now = now;
    this.today = now.atZone(ZoneOffset.UTC).toLocalDate();
  }

  boolean answers(Quote quote) {
    return quote.negated() == question.negated() && matches(quote);
  }

  /** The same, whether the quote affirms or denies. */
  boolean matches(Quote quote) {
    return subjectFits(quote)
        && question.names().stream().allMatch(quote::names)
        && question.terms().stream().allMatch(term -> says(quote, term))
        && categoryFits(quote)
        && plain(quote)
        && holds(quote)
        && timely(quote);
  }

  /** How well a quote that answers does so, against the others. */
  int rank(Quote quote) {
    int exact = question.subjects().stream().anyMatch(quote.subject()::equalsIgnoreCase) ? 1 : 0;
    int kind = question.category().isEmpty() || says(quote, question.category()) ? 2 : 0;
    int occupation = question.asks() == Asks.WORK && occupation(quote) ? 4 : 0;
    int current = question.present() && past(quote) ? 0 : 8;
    return exact + kind + occupation + current;
  }

  /** Whether a fact that matches is what the question asks, word for word. */
  boolean plainly(Quote quote) {
    if (quote.fact().isEmpty() || (question.present() && past(quote))) {
      return false;
    }
    OfFact fact = quote.fact().get();
    List<Word> predicate =
        WordSplitter.split(fact.predicate()).stream().filter(word -> !word.function()).toList();
    Set<String> said = new HashSet<>();
    said.addAll(Stems.in(predicate));
    boolean asked = fact.predicate().equals("works as") || question.terms().containsAll(said);
    said.addAll(Stems.in(WordSplitter.split(fact.object().name())));
    said.addAll(Stems.in(WordSplitter.split(fact.subject().name())));
    return asked
        && question.terms().stream().allMatch(term -> Stems.answers(term, said))
        && question.names().stream()
            .allMatch(
                name ->
                    Quote.is(fact.subject().name(), name) || Quote.is(fact.object().name(), name));
  }

  private boolean says(Quote quote, String term) {
    return Stems.answers(term, quote.stems()) || (question.asks() == Asks.WORK && works(quote));
  }

  private static boolean says(Quote quote, Set<String> terms) {
    return terms.stream().allMatch(term -> Stems.answers(term, quote.stems()));
  }

  private boolean subjectFits(Quote quote) {
    String agent = quote.subject();
    List<String> either = new ArrayList<>();
    if (quote.fact().isPresent()) {
      OfFact fact = quote.fact().get();
      // "Bob was hired by Alice": she did.
      boolean turned = fact.predicate().endsWith(" by") && !question.passive();
      agent = turned ? fact.object().name() : agent;
      boolean mutual = question.terms().stream().anyMatch(RECIPROCAL::contains);
      if (mutual || question.owned()) {
        either.add(fact.object().name());
      }
    }
    if (quote.fact().isEmpty() && !question.passive() && passive(quote.words())) {
      return false;
    }
    either.add(agent);
    if (!question.subjects().isEmpty()) {
      return question.subjects().stream()
          .anyMatch(name -> either.stream().anyMatch(entity -> Quote.is(entity, name)));
    }
    boolean asked =
        either.size() == 1 && question.names().stream().anyMatch(either.getFirst()::equalsIgnoreCase);
    return question.owned() || !asked;
  }

  // "Bob was hired by Alice" in a text: who did what is not read there.
  private static boolean passive(List<Word> words) {
    List<String> lower = words.stream().map(Word::lower).toList();
    return lower.contains("by") && BEING.stream().anyMatch(lower::contains);
  }

  private boolean categoryFits(Quote quote) {
    boolean specific = question.terms().stream().anyMatch(term -> !VAGUE.contains(term));
    return specific || says(quote, question.category());
  }

  // Neither wished nor doubted, unless that is what the question says.
  private boolean plain(Quote quote) {
    if (quote.text().endsWith("?")) {
      return false;
    }
    if (quote.fact().isPresent()) {
      Set<String> predicate = Stems.in(WordSplitter.split(quote.fact().get().predicate()));
      return predicate.stream()
          .noneMatch(stem -> DOUBTS.contains(stem) && !question.terms().contains(stem));
    }
    return quote.words().stream()
        .map(word -> Stems.of(word.lower()))
        .noneMatch(
            stem ->
                (HEDGES.contains(stem) || DOUBTS.contains(stem))
                    && !question.terms().contains(stem));
  }

  private boolean holds(Quote quote) {
    return switch (question.asks()) {
      case PLACE -> placed(quote);
      case TIME -> !times(quote).isEmpty();
      case PERSON -> namesOther(quote);
      case NUMBER -> numbered(quote);
      case REASON -> quote.words().stream().anyMatch(word -> REASONS.contains(word.lower()));
      case WORK -> works(quote);
      case WHETHER, ABOUT -> true;
      case ANYTHING -> specific();
    };
  }

  // "What is love?" asks for more than a sentence with that word.
  private boolean specific() {
    int said = question.terms().size() + question.category().size();
    boolean more = said > 0 || question.names().size() > 1 || question.time().isPresent();
    return question.names().isEmpty() ? said > 1 : more;
  }

  private boolean placed(Quote quote) {
    List<Word> words = quote.words();
    boolean from = question.terms().contains("from");
    boolean moves = quote.stems().stream().anyMatch(MOVING::contains);
    List<TimeExpressions.Found> times = times(quote);
    for (int i = 0; i + 1 < words.size(); i++) {
      String lower = words.get(i).lower();
      boolean leads =
          from ? lower.equals("from") : PLACING.contains(lower) || (lower.equals("to") && moves);
      int at = i;
      boolean time = times.stream().anyMatch(found -> found.from() <= at && at < found.to());
      boolean placed = words.get(i + 1).letters() && !PLACING.contains(words.get(i + 1).lower());
      if (leads && placed && !time) {
        return !question.terms().isEmpty() || isThere(quote);
      }
    }
    return false;
  }

  // "Where is the tower?" asks for what is somewhere, not for all that happened somewhere.
  private static boolean isThere(Quote quote) {
    return quote.words().stream().anyMatch(word -> BEING.contains(word.lower()));
  }

  private boolean namesOther(Quote quote) {
    boolean named =
        Names.in(quote.words()).stream()
            .map(Names.Name::text)
            .filter(name -> question.names().stream().noneMatch(asked -> Quote.is(asked, name) || Quote.is(name, asked)))
            .anyMatch(name -> !EntityTypes.ownType(name).equals(EntityTypes.PLACE));
    boolean kin =
        quote.words().stream().map(Word::lower).anyMatch(word -> Kinship.isPerson(word)
            && !question.terms().contains(Stems.of(word)));
    return named || kin || Quote.is(quote.subject(), PassageReader.USER);
  }

  private static boolean numbered(Quote quote) {
    return quote.words().stream()
        .map(Word::lower)
        .anyMatch(word -> Character.isDigit(word.charAt(0)) || NUMBERS.contains(word));
  }

  private static boolean works(Quote quote) {
    List<Word> words = quote.words();
    for (int i = 0; i + 1 < words.size(); i++) {
      boolean work = Stems.of(words.get(i).lower()).equals("work");
      if (work && WORKING.contains(words.get(i + 1).lower())) {
        return true;
      }
    }
    Set<String> own = Set.of("job", "profess", "occup", "career");
    return occupation(quote) || quote.stems().stream().anyMatch(own::contains);
  }

  private static boolean occupation(Quote quote) {
    if (quote.fact().isEmpty()) {
      return isOccupied(quote.words());
    }
    OfFact fact = quote.fact().get();
    String object = fact.object().name();
    boolean being = fact.predicate().matches("(?:is|was|became|works as|worked as|.* as)");
    return being && Kinship.isOccupation(object.substring(object.lastIndexOf(' ') + 1));
  }

  // "is a data scientist"
  private static boolean isOccupied(List<Word> words) {
    for (int i = 0; i + 2 < words.size(); i++) {
      boolean being = BEING.contains(words.get(i).lower());
      boolean one = Set.of("a", "an", "the").contains(words.get(i + 1).lower());
      if (being && one) {
        return words.subList(i + 2, Math.min(i + 5, words.size())).stream()
            .anyMatch(word -> Kinship.isOccupation(word.lower()));
      }
    }
    return false;
  }

  // Tells how things were, not how they are.
  private static boolean past(Quote quote) {
    return quote
        .fact()
        .map(fact -> WordSplitter.split(fact.predicate()).stream())
        .orElseGet(() -> quote.words().stream())
        .anyMatch(word -> PAST.contains(word.lower()));
  }

  private boolean timely(Quote quote) {
    if (quote.fact().isEmpty()) {
      boolean then = question.time().map(period -> overlaps(quote, period)).orElse(true);
      return then && !(question.present() && past(quote));
    }
    OfFact fact = quote.fact().get();
    Validity validity = fact.validity();
    if (question.time().isEmpty()) {
      boolean known = fact.expiredAt().map(now::isBefore).orElse(true);
      return question.present() ? validity.includes(now) && known : started(validity);
    }
    TimePeriod period = question.time().get();
    Optional<Instant> from = validity.validAt();
    boolean before = from.map(period.until()::isAfter).orElse(validity.invalidAt().isPresent());
    boolean goesOn = validity.invalidAt().map(end -> period.from().map(end::isAfter).orElse(true)).orElse(true);
    boolean lasts = question.terms().isEmpty() || question.terms().stream().anyMatch(LASTING::contains);
    boolean happened =
        from.map(start -> period.from().map(first -> !start.isBefore(first)).orElse(true)).orElse(false);
    return before && (lasts ? goesOn : happened);
  }

  private boolean started(Validity validity) {
    return validity.validAt().map(start -> !start.isAfter(now)).orElse(true);
  }

  private boolean overlaps(Quote quote, TimePeriod asked) {
    return times(quote).stream()
        .flatMap(found -> found.period().stream())
        .anyMatch(said -> said.start().isBefore(asked.end()) && asked.start().isBefore(said.end()));
  }

  private List<TimeExpressions.Found> times(Quote quote) {
    return TimeExpressions.find(quote.words(), today, true);
  }

  private static Set<String> stems(String words) {
    return Stems.in(WordSplitter.split(words));
  }

  private static Set<String> hedges() {
    Set<String> hedges = new HashSet<>();
    for (String heading : List.of("hedge", "hedging verb", "reporting verb", "modal")) {
      WordLists.ENGLISH.under(heading).forEach(word -> hedges.add(Stems.of(word)));
    }
    return Set.copyOf(hedges);
  }
}
