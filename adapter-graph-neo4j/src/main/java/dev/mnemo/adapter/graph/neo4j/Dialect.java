package dev.mnemo.adapter.graph.neo4j;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server's Cypher can do; every statement names its version, whatever the default is. */
enum Dialect {
  /** Servers before 2026: vectors are filtered after the index was searched. */
  CYPHER_5("CYPHER 5 "),
  /** Servers from 2026.01 on: the vector index is searched inside a dataset. */
  CYPHER_25("CYPHER 25 ");

  private static final Pattern CALENDAR_VERSION = Pattern.compile("(\\d{4})\\.\\d+.*");
  private static final int FIRST_YEAR_OF_FILTERED_SEARCH = 2026;

  private final String prefix;

  Dialect(String prefix) {
    this.prefix = prefix;
  }

  /** The dialect of a server of that version, such as {@code 5.26.12} or {@code 2026.08.1}. */
  static Dialect of(String serverVersion) {
    Matcher calendar = CALENDAR_VERSION.matcher(serverVersion);
    return calendar.matches()
            && Integer.parseInt(calendar.group(1)) >= FIRST_YEAR_OF_FILTERED_SEARCH
        ? CYPHER_25
        : CYPHER_5;
  }

  String statement(String cypher) {
    return prefix + cypher;
  }
}
