package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.CorruptedDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what can be read of an answer. A row that cannot may be half written or half deleted by a
 * commit that goes on meanwhile, so that it is read again; what stays unreadable is left out and
 * logged, so that one bad node does not hide all others.
 */
record ReadRows(Store store) {

  private static final Logger LOG = LoggerFactory.getLogger(ReadRows.class);
  private static final int READINGS = 3;

  <T> List<T> read(
      String statement, Map<String, Object> parameters, Function<Record, Optional<T>> reading) {
    List<T> found = new ArrayList<>();
    List<CorruptedDataException> unreadable = new ArrayList<>();
    for (int attempt = 1; attempt == 1 || !unreadable.isEmpty() && attempt <= READINGS; attempt++) {
      found.clear();
      unreadable.clear();
      for (Record row : store.read(statement, parameters)) {
        try {
          reading.apply(row).ifPresent(found::add);
        } catch (CorruptedDataException e) {
          unreadable.add(e);
        }
      }
    }
    unreadable.forEach(one -> LOG.warn("Left out of an answer: {}", one.getMessage(), one));
    return List.copyOf(found);
  }
}
