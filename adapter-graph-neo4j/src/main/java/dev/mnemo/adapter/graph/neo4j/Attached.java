package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Value;

/** Metadata as one property, a list of names and values by turns: a property holds no map. */
final class Attached {

  private Attached() {}

  static List<String> properties(Metadata metadata) {
    List<String> list = new ArrayList<>();
    metadata
        .values()
        .forEach(
            (name, value) -> {
              list.add(name);
              list.add(value);
            });
    return List.copyOf(list);
  }

  static Metadata metadata(Value property) {
    List<String> list = property.asList(Value::asString);
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i + 1 < list.size(); i += 2) {
      values.put(list.get(i), list.get(i + 1));
    }
    return new Metadata(values);
  }
}
