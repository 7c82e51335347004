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

  /**
   * Where a piece stands.
   *
   * @param of a session or a text, told from all others
   */
  private record Place(boolean said, String of, Instant time, long sequence, int position) {}

  private final Map<String, Instant> beginnings = new HashMap<>();

  private ReadingOrder(List<Evidence> evidence) {
    for (Evidence piece : evidence) {
      place(piece)
          .ifPresent(
              place ->
                  beginnings.merge(
                      place.of(), place.time(), (one, other) -> one.isBefore(other) ? one : other));
    }
  }

  static List<Evidence> of(List<Evidence> evidence) {
    return evidence.stream().sorted(new ReadingOrder(evidence).comparator()).toList();
  }

  // Sorting is stable: what has no place stays in its order, before all that has one.
  private Comparator<Evidence> comparator() {
    Comparator<Place> byPlace =
        Comparator.comparing(Place::said)
            .thenComparing(place -> beginnings.getOrDefault(place.of(), place.time()))
            .thenComparing(Place::of)
            .thenComparingLong(Place::sequence)
            .thenComparingInt(Place::position);
    return (one, other) -> {
      Optional<Place> here = place(one);
      Optional<Place> there = place(other);
      return here.isPresent() && there.isPresent()
          ? byPlace.compare(here.get(), there.get())
          : Boolean.compare(here.isPresent(), there.isPresent());
    };
  }

  private static Optional<Place> place(Evidence piece) {
    return piece instanceof Evidence.OfChunk chunk
        ? chunk.provenance().documents().stream().findFirst().map(of -> place(chunk, of))
        : Optional.empty();
  }

  private static Place place(Evidence.OfChunk chunk, Document document) {
    return switch (document.source()) {
      case Source.SessionEntry entry ->
          new Place(
              true,
              "%s %s".formatted(chunk.provenance().dataset().value(), entry.entry().session()),
              document.time(),
              entry.sequence(),
              chunk.position());
      case Source.Text text ->
          new Place(false, document.id().value(), document.time(), 0, chunk.position());
    };
  }
}
