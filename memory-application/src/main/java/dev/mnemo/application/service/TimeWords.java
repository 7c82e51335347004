package dev.mnemo.application.service;

import dev.mnemo.application.service.AskedTime.Then;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which time a question is about, by its English words. */
final class TimeWords {

  private static final Pattern NOW =
      words("now|currently|nowadays|these days|at the moment|at present|still");
  private static final Pattern OVER =
      words("used to|formerly|former|previous|previously|originally|back then|in the past");
  private static final Pattern EARLIER = words("before|prior to|earlier");
  private static final Pattern HAPPENED = words("did|didn't|was|were|had|ever|when");
  private static final Pattern SAYING =
      words(
          "tell|tells|told|telling|say|says|said|saying|mention(?:s|ed|ing)?|ask(?:s|ed|ing)?"
              + "|talk(?:s|ed|ing)?|discuss(?:es|ed|ing)?|question|conversation|chat(?:ted)?"
              + "|(?:speak|spoke|spoken|speaking) (?:of|about|to|with)");

  private TimeWords() {}

  /** Which time a question is about that is asked at {@code now}. */
  static AskedTime of(String question, Instant now) {
    Optional<Then> named = NamedTime.in(question, now);
    if (named.isPresent()) {
      return meant(named.get(), question);
    }
    boolean happened = HAPPENED.matcher(question).find();
    if (NOW.matcher(question).find()) {
      return new AskedTime.Now(now);
    }
    if (OVER.matcher(question).find() || (happened && EARLIER.matcher(question).find())) {
      return asksForSaying(question) ? new AskedTime.Ever() : new AskedTime.Past(now);
    }
    return happened ? new AskedTime.Ever() : new AskedTime.Now(now);
  }

  /** Whether a time is that of what is asked for, or of saying it: "did I tell you last week". */
  static AskedTime meant(Then named, String question) {
    return asksForSaying(question) ? new AskedTime.Said(named) : named;
  }

  private static boolean asksForSaying(String question) {
    return SAYING.matcher(question).find();
  }

  private static Pattern words(String alternatives) {
    return Pattern.compile("(?i)\\b(?:" + alternatives + ")\\b");
  }
}
