package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Document;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Results as a person reads them. */
final class AnswerText {

  private static final int SHOWN = 160;

  private AnswerText() {}

  /** Asks, and prints the answer piece by piece as it comes. */
  static void ask(Console console, Mnemo mnemo, UserScope scope, SearchRequest request) {
    AtomicBoolean begun = new AtomicBoolean();
    SearchResult result;
    try {
      result =
          mnemo
              .useCases()
              .search()
              .search(
                  scope,
                  request,
                  piece -> {
                    if (request.type().conversational()) {
                      begun.set(true);
                      console.sayPiece(piece);
                    }
                  });
    } catch (RuntimeException e) {
      // What went wrong is told on a line of its own.
      if (begun.get()) {
        console.out().println();
      }
      throw e;
    }
    if (!request.type().conversational()) {
      ranked(console, result.sources());
      return;
    }
    console.out().println();
    footer(console, result);
  }

  /** What follows an answer: who gave it, its cost and sources, and whether it was remembered. */
  private static void footer(Console console, SearchResult result) {
    String spent = UsageText.isPaid(result.usage()) ? " · " + UsageText.of(result.usage()) : "";
    result.model().ifPresent(model -> console.say("  — " + model + spent));
    for (Ranked source : result.sources()) {
      console.say("  [%d] %s".formatted(source.rank(), line(source)));
    }
    result.notRemembered().ifPresent(reason -> console.say("  not remembered: " + reason));
  }

  /** As {@link #ranked}, each followed by what the signals add to its score, most first. */
  static void explained(Console console, List<Ranked> results) {
    if (results.isEmpty()) {
      ranked(console, results);
    }
    for (Ranked result : results) {
      ranked(console, List.of(result));
      console.say(
          result.shares().entrySet().stream()
              .sorted(
                  Map.Entry.<String, Double>comparingByValue()
                      .reversed()
                      .thenComparing(Map.Entry::getKey))
              .map(one -> String.format(Locale.ROOT, "%s %+.3f", one.getKey(), one.getValue()))
              .collect(Collectors.joining("  ", "      ", "")));
    }
  }

  static void ranked(Console console, List<Ranked> results) {
    if (results.isEmpty()) {
      console.say("nothing found");
    }
    for (Ranked result : results) {
      console.say(
          String.format(Locale.ROOT, "%2d. %.3f  %s", result.rank(), result.score(), line(result)));
    }
  }

  /** A text on one line. */
  static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) > SHOWN
        ? line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…"
        : line;
  }

  private static String line(Ranked result) {
    String text = shortened(result.evidence().text());
    return "%s  (%s: %s)"
        .formatted(text, result.evidence().kind().name().toLowerCase(Locale.ROOT), titles(result));
  }

  /** What the documents are called that it comes from. */
  static String titles(Ranked result) {
    return result.evidence().provenance().documents().stream()
        .map((Document document) -> document.source().title())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
