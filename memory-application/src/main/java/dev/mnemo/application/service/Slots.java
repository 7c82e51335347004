package dev.mnemo.application.service;

import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which predicates tell a property that has one value at a time. As a text: one pattern a line,
 * {@code slot: regular expression of the whole predicate}; blank lines and those that begin with #
 * are skipped, and the first that matches counts.
 */
final class Slots {

  private static final String BUILT_IN = "slots.txt";

  private record Rule(String slot, Pattern predicate) {}

  private final List<Rule> rules;

  private Slots(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Those that come with mnemo. */
  static Slots builtIn() {
    try (InputStream text = Slots.class.getResourceAsStream(BUILT_IN)) {
      if (text == null) {
        throw new IllegalStateException(
            BUILT_IN + " is missing beside " + Slots.class.getName() + "; rebuild the jar");
      }
      return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BUILT_IN, e);
    }
  }

  static Slots parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new InvalidInputException("slot", line, "write 'slot: pattern of predicates'");
      }
      try {
        rules.add(
            new Rule(
                line.substring(0, colon).strip(),
                Pattern.compile(line.substring(colon + 1).strip())));
      } catch (PatternSyntaxException e) {
        throw new InvalidInputException("slot", line, "write a regular expression");
      }
    }
    return new Slots(rules);
  }

  /** The property that a predicate tells the value of; empty where several may hold at once. */
  Optional<String> of(String predicate) {
    String folded = predicate.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    return rules.stream()
        .filter(rule -> rule.predicate().matcher(folded).matches())
        .map(Rule::slot)
        .findFirst();
  }
}
