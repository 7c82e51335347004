package dev.mnemo.domain.model.language;

import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Source;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts evidence where a reader expects it: what is told in one place together and in its order. */
final class ReadingOrder {

  private final Map<String, Instant> beginnings = new HashMap<>();

  private ReadingOrder(List<Evidence> evidence) {
    for (Evidence piece : evidence) {
      placed(piece)
          .ifPresent(
              chunk ->
                  beginnings.merge(
                      whole(chunk),
                      document(chunk).time(),
                      (one, other) -> one.isBefore(other) ? one : other));
    }
  }

  static List<Evidence> of(List<Evidence> evidence) {
    return evidence.stream().sorted(new ReadingOrder(evidence).comparator()).toList();
  }

  // Sorting is stable: what has no place stays in its order, before all that has one.
  private Comparator<Evidence> comparator() {
    Comparator<Evidence.OfChunk> byPlace =
        Comparator.comparingLong(ReadingOrder::firstSequence)
            .thenComparing(this::beginning)
            .thenComparing(ReadingOrder::whole)
            .thenComparingLong(ReadingOrder::sequence)
            .thenComparingInt(Evidence.OfChunk::position);
    return (one, other) -> {
      Optional<Evidence.OfChunk> here = placed(one);
      Optional<Evidence.OfChunk> there = placed(other);
      return here.isPresent() && there.isPresent()
          ? byPlace.compare(here.get(), there.get())
          : Boolean.compare(here.isPresent(), there.isPresent());
    };
  }

  private static Optional<Evidence.OfChunk> placed(Evidence piece) {
    return piece instanceof Evidence.OfChunk chunk && !chunk.provenance().documents().isEmpty()
        ? Optional.of(chunk)
        : Optional.empty();
  }

  private static Document document(Evidence.OfChunk chunk) {
    return chunk.provenance().documents().getFirst();
  }

  private Instant beginning(Evidence.OfChunk chunk) {
    return beginnings.getOrDefault(whole(chunk), document(chunk).time());
  }

  // Texts, which have none, come before what was said.
  private static long firstSequence(Evidence.OfChunk chunk) {
    return Math.min(1, sequence(chunk));
  }

  private static long sequence(Evidence.OfChunk chunk) {
    return switch (document(chunk).source()) {
      case Source.SessionEntry entry -> entry.sequence();
      case Source.Text text -> 0;
    };
  }

  /** Tells a session or a text from all others. */
  private static String whole(Evidence.OfChunk chunk) {
    return switch (document(chunk).source()) {
      case Source.SessionEntry entry ->
          "%s %s".formatted(chunk.provenance().dataset().value(), entry.entry().session());
      case Source.Text text -> document(chunk).id().value();
    };
  }
}
