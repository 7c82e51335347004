package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.port.FeedbackLedger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Feedback in memory, and the weights that it gives to what a {@link FakeKnowledgeGraph} holds. */
public final class FakeFeedbackLedger implements FeedbackLedger {

  private record Element(DatasetId dataset, String id) {}

  private static final Comparator<EntryKey> BY_ENTRY =
      Comparator.comparing((EntryKey key) -> key.entry().value())
          .thenComparing(key -> key.session().user().value())
          .thenComparing(key -> key.session().session().value());

  private final FakeKnowledgeGraph graph;
  private final Map<EntryKey, Feedback> recorded = new HashMap<>();
  private final Map<Element, TreeMap<EntryKey, Feedback>> ratings = new HashMap<>();

  public FakeFeedbackLedger(FakeKnowledgeGraph graph) {
    this.graph = graph;
  }

  @Override
  public synchronized int record(
      Set<DatasetId> datasets,
      EntryKey entry,
      GraphElementIds elements,
      Optional<Feedback> feedback) {
    Map<Element, Double> before = weights();
    ratings.forEach(
        (element, given) -> {
          if (datasets.contains(element.dataset())) {
            given.remove(entry);
          }
        });
    recorded.remove(entry);
    feedback.ifPresent(
        said -> {
          recorded.put(entry, said);
          Stream.concat(elements.nodeIds().stream(), elements.edgeIds().stream())
              .flatMap(id -> graph.holding(datasets, id).stream().map(one -> new Element(one, id)))
              .forEach(
                  element ->
                      ratings
                          .computeIfAbsent(element, one -> new TreeMap<>(BY_ENTRY))
                          .put(entry, said));
        });
    return weigh(before);
  }

  @Override
  public synchronized Map<EntryKey, Feedback> recorded(Set<EntryKey> entries) {
    Map<EntryKey, Feedback> found = new HashMap<>(recorded);
    found.keySet().retainAll(entries);
    return Map.copyOf(found);
  }

  @Override
  public synchronized long forget(SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
    return forget(
        key -> key.session().equals(session) && entry.map(key.entry()::equals).orElse(true), mode);
  }

  @Override
  public synchronized long forget(UserId user, ForgetMode mode) {
    return forget(key -> key.session().user().equals(user), mode);
  }

  private long forget(Predicate<EntryKey> which, ForgetMode mode) {
    Set<EntryKey> taken = new HashSet<>(recorded.keySet());
    taken.removeIf(which.negate());
    if (mode == ForgetMode.FORGET) {
      Map<Element, Double> before = weights();
      recorded.keySet().removeIf(which);
      ratings.values().forEach(given -> given.keySet().removeIf(which));
      weigh(before);
    }
    return taken.size();
  }

  private Map<Element, Double> weights() {
    Map<Element, Double> weights = new HashMap<>();
    ratings.forEach(
        (element, given) -> weights.put(element, Feedback.weight(List.copyOf(given.values()))));
    return weights;
  }

  private int weigh(Map<Element, Double> before) {
    int changed = 0;
    for (Map.Entry<Element, Double> now : weights().entrySet()) {
      Element element = now.getKey();
      changed += now.getValue().equals(before.getOrDefault(element, 0.5)) ? 0 : 1;
      graph.weigh(element.dataset(), element.id(), now.getValue());
    }
    return changed;
  }
}
