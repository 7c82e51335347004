package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Question.Asks;
import dev.mnemo.domain.model.graph.Evidence.OfFact;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a quote answers a question: it speaks of the question's subject, says all that the
 * question says, holds the kind of thing that is asked for, and held when the question asks.
 */
final class Relevance {

  private static final Set<String> LASTING =
      stems("live work reside home job study teach own have lead know belong attend be");
  private static final Set<String> RECIPROCAL = stems("meet marry know date befriend divorce");
  private static final Set<String> VAGUE = stems("like love have own make get want use know need");
  private static final Set<String> PAST =
      Set.of("lived", "worked", "was", "were", "had", "used", "studied", "taught");
  private static final Set<String> JOINING = Set.of("and", ",");
  private static final Set<String> RELATIVE = Set.of("who", "whose", "whom", "which");
  private static final Set<String> DOUBTS = WordLists.ENGLISH.under("doubt");
  private static final Set<String> HEDGES = hedges();

  private final Question question;
  private final Instant now;
  private final AskedKind asked;

  Relevance(Question question, Instant now) {
    this.question = question;
    this.now = now;
    this.asked = new AskedKind(question, now.atZone(ZoneOffset.UTC).toLocalDate());
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
        && asked.holds(quote)
        && timely(quote);
  }

  /** How well a quote that answers does so, against the others. */
  int rank(Quote quote) {
    int exact = question.subjects().stream().anyMatch(quote.subject()::equalsIgnoreCase) ? 1 : 0;
    int kind = question.category().isEmpty() || says(quote, question.category()) ? 2 : 0;
    int occupation = question.asks() == Asks.WORK && AskedKind.occupation(quote) ? 4 : 0;
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
    boolean same = fact.predicate().equals("works as") || question.terms().containsAll(said);
    said.addAll(Stems.in(WordSplitter.split(fact.object().name())));
    said.addAll(Stems.in(WordSplitter.split(fact.subject().name())));
    return same
        && question.terms().stream().allMatch(term -> Stems.answers(term, said))
        && question.names().stream()
            .allMatch(
                name ->
                    Quote.is(fact.subject().name(), name) || Quote.is(fact.object().name(), name));
  }

  private boolean says(Quote quote, String term) {
    return Stems.answers(term, quote.stems())
        || (question.asks() == Asks.WORK && AskedKind.works(quote));
  }

  private static boolean says(Quote quote, Set<String> terms) {
    return terms.stream().allMatch(term -> Stems.answers(term, quote.stems()));
  }

  private boolean subjectFits(Quote quote) {
    List<String> subjects = subjects(quote);
    if (!question.subjects().isEmpty()) {
      return question.subjects().stream()
          .anyMatch(name -> subjects.stream().anyMatch(subject -> Quote.is(subject, name)));
    }
    // Whom Bob hired does not answer "Who hired Bob?"
    boolean named =
        subjects.size() == 1
            && question.names().stream().anyMatch(subjects.getFirst()::equalsIgnoreCase);
    return !subjects.isEmpty() && (question.owned() || !named);
  }

  // Who does or is what the quote says.
  private List<String> subjects(Quote quote) {
    if (quote.fact().isEmpty()) {
      boolean turned = !question.passive() && passive(quote.words());
      return turned || !direct(quote.words()) ? List.of() : List.of(quote.subject());
    }
    OfFact fact = quote.fact().get();
    String object = fact.object().name();
    if (question.owned() || question.terms().stream().anyMatch(RECIPROCAL::contains)) {
      return List.of(quote.subject(), object);
    }
    // "Bob was hired by Alice": she did.
    boolean turned = fact.predicate().endsWith(" by") && !question.passive();
    return List.of(turned ? object : quote.subject());
  }

  // Nobody else comes between the first name and what is asked: not "Bob met Ann, who lives …".
  private boolean direct(List<Word> words) {
    int verb = 0;
    while (verb < words.size() && !asks(words.get(verb))) {
      verb++;
    }
    List<Word> before = words.subList(0, verb < words.size() ? verb : 0);
    List<Names.Name> names = Names.in(before);
    for (int i = 1; i < names.size(); i++) {
      int from = names.get(i).from();
      boolean together =
          from == names.get(i - 1).to() + 1 && JOINING.contains(before.get(from - 1).lower());
      if (!together) {
        return false;
      }
    }
    return before.stream().noneMatch(word -> RELATIVE.contains(word.lower()));
  }

  private boolean asks(Word word) {
    Set<String> said = Set.of(Stems.of(word.lower()));
    return question.terms().stream().anyMatch(term -> Stems.answers(term, said));
  }

  // "Bob was hired by Alice" in a text: who did what is not read there.
  private static boolean passive(List<Word> words) {
    List<String> lower = words.stream().map(Word::lower).toList();
    return lower.contains("by") && AskedKind.BEING.stream().anyMatch(lower::contains);
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
    boolean lasts =
        question.terms().isEmpty() || question.terms().stream().anyMatch(LASTING::contains);
    return lasts ? lasted(validity, period) : happened(validity, period);
  }

  private static boolean lasted(Validity validity, TimePeriod period) {
    boolean known = validity.validAt().isPresent() || validity.invalidAt().isPresent();
    return known
        && validity.validAt().map(period.until()::isAfter).orElse(true)
        && validity.invalidAt().map(end -> end.isAfter(period.first())).orElse(true);
  }

  private static boolean happened(Validity validity, TimePeriod period) {
    return validity
        .validAt()
        .filter(start -> start.isBefore(period.until()) && !start.isBefore(period.first()))
        .isPresent();
  }

  private boolean started(Validity validity) {
    return validity.validAt().map(start -> !start.isAfter(now)).orElse(true);
  }

  private boolean overlaps(Quote quote, TimePeriod then) {
    return quote.times(asked.today()).stream()
        .flatMap(found -> found.period().stream())
        .anyMatch(said -> said.start().isBefore(then.end()) && then.start().isBefore(said.end()));
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
