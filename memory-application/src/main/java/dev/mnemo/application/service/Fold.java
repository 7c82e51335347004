package dev.mnemo.application.service;

import dev.mnemo.application.service.Ranking.Placed;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Candidate.Setting;
import dev.mnemo.domain.model.graph.Candidate.Told;
import dev.mnemo.domain.model.graph.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gives what says the same one place, the best of them: facts of one sentence, a fact and the turn
 * that states it, and copies of one chunk in several datasets. A document's chunk says more than a
 * fact of it and stays below that.
 */
final class Fold {

  private final Set<String> sentences = new HashSet<>();
  private final Set<NodeId> chunks = new HashSet<>();
  private final Set<NodeId> stated = new HashSet<>();
  private final Set<Copy> copies = new HashSet<>();

  /** What copies of a chunk have in common. */
  private record Copy(String whole, long sequence, int position, String text) {}

  private Fold() {}

  /** The {@code topK} best that say something new. */
  static List<Placed> of(List<Placed> bestFirst, int topK) {
    Fold fold = new Fold();
    List<Placed> kept = new ArrayList<>();
    for (Placed one : bestFirst) {
      if (kept.size() == topK) {
        break;
      }
      if (fold.isNew(one.candidate())) {
        kept.add(one);
      }
    }
    return List.copyOf(kept);
  }

  private boolean isNew(Candidate one) {
    return switch (one.id().kind()) {
      case FACT -> isNewFact(one);
      case CHUNK -> isNewChunk(one);
      case ENTITY, SUMMARY -> true;
    };
  }

  private boolean isNewFact(Candidate fact) {
    Set<NodeId> by = fact.told().map(Told::statedBy).orElse(Set.of());
    boolean said = by.stream().anyMatch(chunks::contains);
    boolean isNew = sentences.add(sentence(fact)) && !said;
    if (isNew) {
      stated.addAll(by);
    }
    return isNew;
  }

  private boolean isNewChunk(Candidate chunk) {
    NodeId id = new NodeId(chunk.id().id());
    boolean turn = chunk.setting().flatMap(Setting::spoken).isPresent();
    boolean isNew = (!turn || !stated.contains(id)) && isNoCopy(chunk);
    if (isNew) {
      chunks.add(id);
    }
    return isNew;
  }

  private boolean isNoCopy(Candidate chunk) {
    return chunk
        .setting()
        .map(at -> new Copy(at.whole(), at.sequence(), at.position(), chunk.text()))
        .map(copies::add)
        .orElse(true);
  }

  private static String sentence(Candidate fact) {
    return fact.text().strip().toLowerCase(Locale.ROOT);
  }
}
