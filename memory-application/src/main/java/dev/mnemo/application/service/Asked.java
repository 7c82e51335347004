package dev.mnemo.application.service;

import dev.mnemo.application.service.NamedEvent.Side;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a question says that ranking looks at. English alone is understood; questions in other
 * languages have words, but neither dates nor a "when".
 *
 * @param stems of the words that tell something, the names of those who speak left out
 * @param names of those who speak, in lower case
 * @param when whether it asks for a time
 * @param time which one it is about
 * @param event from which that counts, where no date is named
 */
record Asked(
    Set<String> stems,
    Set<String> names,
    boolean when,
    AskedTime time,
    Optional<NamedEvent> event) {

  /** What a question says comes early; a text pasted behind it would only take time. */
  static final int READ = 2_000;

  private static final Pattern WHEN =
      Pattern.compile(
          "\\b(when|what (date|day|month|year|time)|which (day|month|year)|how long ago|since)\\b");

  private static final Pattern PAST = Pattern.compile("(?i)\\b(did|didn't|was|were|had)\\b");

  /**
   * Of all forms of a question together; the first tells the time. Of each form its first {@value
   * #READ} characters are read.
   *
   * @param speakers the names of those who speak
   * @param now what "today" means in it
   */
  static Asked of(List<String> phrasings, Set<String> speakers, Instant now) {
    List<String> read = phrasings.stream().map(Asked::head).toList();
    String text = String.join(" \n", read);
    Set<String> names =
        speakers.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    Set<String> stems = new HashSet<>(Stems.of(text));
    names.stream().map(Stems::stem).forEach(stems::remove);
    String first = read.isEmpty() ? "" : read.getFirst();
    AskedTime time = TimeWords.of(first, now);
    return new Asked(
        Set.copyOf(stems),
        names,
        WHEN.matcher(text.toLowerCase(Locale.ROOT)).find(),
        time,
        event(first, time));
  }

  private static String head(String phrasing) {
    return phrasing.substring(0, Math.min(READ, phrasing.length()));
  }

  // "When she is tired" is no event, but what has been so since one is.
  private static Optional<NamedEvent> event(String question, AskedTime time) {
    return time instanceof AskedTime.Then || time instanceof AskedTime.Said
        ? Optional.empty()
        : NamedEvent.in(question)
            .filter(event -> event.side() == Side.SINCE || PAST.matcher(question).find());
  }
}
