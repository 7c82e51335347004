package dev.mnemo.adapter.graph.neo4j;

import java.time.YearMonth;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Query;

/** What a server's Cypher can do; every statement names its version, whatever the default is. */
enum Dialect {
  /** Servers before 2026.02: vectors are filtered after the index was searched. */
  CYPHER_5("CYPHER 5 "),
  /** Later servers: the vector index is searched inside a dataset. */
  CYPHER_25("CYPHER 25 ");

  private static final Pattern CALENDAR_VERSION =
      Pattern.compile("(\\d{4})\\.(0[1-9]|1[0-2])(?:[.-].*)?");

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\w+)");

  /** 2026.01 has the filtered search as a preview only. */
  private static final YearMonth FIRST_WITH_FILTERED_SEARCH = YearMonth.of(2026, 2);

  private final String prefix;

  Dialect(String prefix) {
    this.prefix = prefix;
  }

  /** The dialect of a server of that version, such as {@code 5.26.12} or {@code 2026.08.1}. */
  static Dialect of(String serverVersion) {
    Matcher calendar = CALENDAR_VERSION.matcher(serverVersion);
    if (!calendar.matches()) {
      return CYPHER_5;
    }
    YearMonth released =
        YearMonth.of(Integer.parseInt(calendar.group(1)), Integer.parseInt(calendar.group(2)));
    return released.isBefore(FIRST_WITH_FILTERED_SEARCH) ? CYPHER_5 : CYPHER_25;
  }

  /**
   * A statement as it is sent. All its parameters are in one map: the server plans a statement anew
   * for every order of magnitude of the length of each parameter that is a list or a string, which
   * for a long statement takes half a second each time, but does not look into maps.
   */
  Query query(String cypher, Map<String, Object> parameters) {
    return new Query(
        prefix + PARAMETER.matcher(cypher).replaceAll("\\$in.$1"), Map.of("in", parameters));
  }
}
