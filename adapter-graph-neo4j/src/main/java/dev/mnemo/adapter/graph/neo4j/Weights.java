package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.graph.DatasetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** The weights of elements as their ratings make them. */
final class Weights {

  /** A node or a fact of a dataset. */
  record Element(String dataset, String id) {

    static final Comparator<Element> IN_ORDER =
        Comparator.comparing(Element::id).thenComparing(Element::dataset);

    static Element of(Record row) {
      return new Element(row.get("dataset").asString(), row.get("element").asString());
    }

    Map<String, Object> row() {
      return Map.of("dataset", dataset, "element", id);
    }
  }

  private Weights() {}

  /** Locks elements; the weights of those that are there. */
  static Map<Element, Double> lock(Collection<Element> elements, Transaction tx) {
    Map<Element, Double> weights = new HashMap<>();
    for (Record row : tx.run(FeedbackCypher.LOCK_ELEMENTS, rows(elements))) {
      weights.put(Element.of(row), row.get("weight").asDouble());
    }
    return weights;
  }

  /**
   * Makes the weights of locked elements what all ratings say.
   *
   * @param before their weights so far
   * @return how many changed
   */
  static int renew(Map<Element, Double> before, Transaction tx) {
    Map<Element, Double> rated = new HashMap<>();
    for (Record row : tx.run(FeedbackCypher.RATINGS, rows(before.keySet()))) {
      List<Feedback> given =
          row.get("scores").asList(Value::asInt).stream()
              .map(score -> new Feedback(score, ""))
              .toList();
      rated.put(Element.of(row), Feedback.weight(given));
    }
    List<Map<String, Object>> changed = new ArrayList<>();
    before.forEach(
        (element, weight) -> {
          double now = rated.getOrDefault(element, Feedback.NEUTRAL);
          if (now != weight) {
            Map<String, Object> row = new HashMap<>(element.row());
            row.put("weight", now);
            changed.add(row);
          }
        });
    if (!changed.isEmpty()) {
      tx.change(FeedbackCypher.WEIGH, Map.of("weights", changed));
    }
    return changed.size();
  }

  /** Gives elements that were just written the weights that earlier feedback on them makes. */
  static void restore(DatasetId dataset, List<String> elements, Transaction tx) {
    Map<String, Object> parameters = Map.of("dataset", dataset.value(), "elements", elements);
    List<Element> rated =
        tx.run(FeedbackCypher.RATED_AMONG, parameters).stream()
            .map(row -> new Element(dataset.value(), row.get("element").asString()))
            .toList();
    if (!rated.isEmpty()) {
      renew(lock(rated, tx), tx);
    }
  }

  static Map<String, Object> rows(Collection<Element> elements) {
    return Map.of(
        "elements", elements.stream().sorted(Element.IN_ORDER).map(Element::row).toList());
  }
}
