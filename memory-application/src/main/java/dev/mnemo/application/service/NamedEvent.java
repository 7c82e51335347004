package dev.mnemo.application.service;

import dev.mnemo.application.service.AskedTime.Then;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Candidate.Setting;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a question counts its time from: "before Berlin", "after the conference", "when she lived in
 * Paris". When that was is looked up in what was found for the question: in the facts that say it,
 * else in the turns. English alone is understood.
 *
 * @param side on which of it the time lies that is asked for
 * @param names stems of what it names; whoever tells of it names all of them
 * @param stems of its other telling words, of which half must be there
 * @param others whom the question names beside it, where it says nothing of whose it is: "before
 *     she moved"; else empty
 * @param thing whether it is one that ends, rather than something that somebody did
 */
record NamedEvent(
    Side side, Set<String> names, Set<String> stems, Set<String> others, boolean thing) {

  /** Where the asked time lies. */
  enum Side {
    BEFORE,
    AFTER,
    SINCE,
    DURING
  }

  private static final String LINK = "before|prior to|until|till|after|since|while|during|when";
  private static final String ASKING =
      "(?:did|do|does|was|were|is|are|has|have|had|will|would|can|could|should|might)\\b";
  // Possessive, as NAME is.
  private static final Pattern EVENT =
      Pattern.compile(
          "(?i)\\b(?<link>%s) (?!%s)(?<event>(?:(?!\\b(?:%s|where|what|who|which|how|why)\\b)[^,;.?!\\n])++)"
              .formatted(LINK, ASKING, LINK));
  private static final Pattern PRONOUN = Pattern.compile("(?i)(?:I|you|he|she|we|they)\\b.*");
  // Possessive, for otherwise each word of a long name would take a piece of the stack.
  private static final Pattern NAME = Pattern.compile("\\p{Lu}\\S*+(?: \\p{Lu}\\S*+)*+");
  private static final Pattern NOUN =
      Pattern.compile("(?i)(?:the|an?|that|this|my|your|his|her|its|our|their) .*");

  /** The first one that a question names, if any. */
  static Optional<NamedEvent> in(String question) {
    Matcher found = EVENT.matcher(question);
    while (found.find()) {
      String link = found.group("link").toLowerCase(Locale.ROOT);
      String event = found.group("event").strip();
      Set<String> names = names(event);
      Set<String> stems = new HashSet<>(Stems.of(event));
      stems.removeAll(names);
      boolean name = NAME.matcher(event).matches();
      boolean noun = NOUN.matcher(event).matches();
      boolean hers = PRONOUN.matcher(event).matches();
      // "After work" and "when tired" are habits rather than events.
      boolean single = noun || hers || event.codePoints().limit(1).anyMatch(Character::isUpperCase);
      if (single && !(names.isEmpty() && stems.isEmpty())) {
        Set<String> others = names(question.replace(found.group(), ""));
        return Optional.of(
            new NamedEvent(
                side(link),
                names,
                Set.copyOf(stems),
                name || hers ? others : Set.of(),
                name || noun));
      }
    }
    return Optional.empty();
  }

  private static Side side(String link) {
    return switch (link) {
      case "after" -> Side.AFTER;
      case "since" -> Side.SINCE;
      case "while", "during", "when" -> Side.DURING;
      default -> Side.BEFORE;
    };
  }

  private static Set<String> names(String text) {
    return Stems.words(text)
        .filter(word -> Character.isUpperCase(word.codePointAt(0)) && !Stems.tellsNothing(word))
        .map(word -> Stems.stem(word.toLowerCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The time that is asked for, where what was found tells when this was. */
  Optional<Then> time(Pool pool) {
    return time(pool, Evidence.Kind.FACT).or(() -> time(pool, Evidence.Kind.CHUNK));
  }

  /** One that tells of it, and when that was. */
  private record Telling(Candidate candidate, Set<String> said, Validity when, Then asked) {}

  // Of several that tell it equally well the latest is meant: "before she moved".
  private Optional<Then> time(Pool pool, Evidence.Kind kind) {
    Set<String> words = pool.asked().stems();
    return pool.all().stream()
        .filter(one -> one.id().kind() == kind)
        .flatMap(one -> telling(one, said(pool, one)).stream())
        .max(
            Comparator.<Telling>comparingLong(one -> shared(stems, one.said()))
                .thenComparingLong(one -> shared(words, one.said()))
                .thenComparing(one -> one.when().validAt().orElse(Instant.MIN))
                .thenComparing(one -> one.candidate().id().id()))
        .map(Telling::asked);
  }

  private Optional<Telling> telling(Candidate one, Set<String> said) {
    long most = shared(stems, said);
    boolean turn = one.id().kind() == Evidence.Kind.CHUNK;
    boolean tells =
        said.containsAll(names)
            && (others.isEmpty() || shared(others, said) > 0)
            && (turn ? most == stems.size() : 2 * most >= stems.size());
    return tells
        ? happened(one)
            .flatMap(when -> counted(when, turn).map(at -> new Telling(one, said, when, at)))
        : Optional.empty();
  }

  /** When a fact holds; the time that a turn names, or else its day. */
  private static Optional<Validity> happened(Candidate one) {
    return one.told()
        .map(Candidate.Told::validity)
        .or(
            () ->
                one.setting()
                    .filter(setting -> !one.text().strip().endsWith("?"))
                    .map(setting -> named(one.text(), setting.time())));
  }

  private static Validity named(String text, Instant told) {
    Instant day = told.truncatedTo(ChronoUnit.DAYS);
    return NamedTime.in(text, told)
        .filter(named -> named.from().isPresent() && named.until().isPresent())
        .map(named -> new Validity(named.from(), named.until()))
        .orElseGet(() -> new Validity(Optional.of(day), Optional.of(day.plus(1, ChronoUnit.DAYS))));
  }

  private Optional<Then> counted(Validity when, boolean turn) {
    Optional<Instant> start = when.validAt();
    Optional<Instant> end = when.invalidAt();
    return switch (side) {
      case BEFORE -> start.map(until -> new Then(Optional.empty(), Optional.of(until)));
      case SINCE -> start.map(from -> new Then(Optional.of(from), Optional.empty()));
      // Who tells of an incident tells at once of what came after it.
      case AFTER ->
          (thing && !turn ? end.or(() -> start) : start)
              .map(from -> new Then(Optional.of(from), Optional.empty()));
      case DURING ->
          when.equals(Validity.UNKNOWN) ? Optional.empty() : Optional.of(new Then(start, end));
    };
  }

  /** What a candidate says, and who says it. */
  private static Set<String> said(Pool pool, Candidate one) {
    Set<String> said = new HashSet<>(pool.stems(one));
    one.setting()
        .flatMap(Setting::spoken)
        .map(Spoken::speaker)
        .ifPresent(speaker -> said.addAll(Stems.of(speaker)));
    return said;
  }

  private static long shared(Set<String> wanted, Set<String> there) {
    return wanted.stream().filter(there::contains).count();
  }
}
