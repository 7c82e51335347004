package dev.mnemo.adapter.llm.offline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists of words in a resource, each under a heading in brackets. */
record WordLists(Map<String, Set<String>> byHeading) {

  /** What grammar knows of English words. */
  static final WordLists ENGLISH = read("words.txt");

  static WordLists read(String resource) {
    Map<String, Set<String>> lists = new HashMap<>();
    Set<String> current = new HashSet<>();
    for (String line : text(resource).split("\\R")) {
      if (line.startsWith("[")) {
        current = new HashSet<>();
        lists.put(line.substring(1, line.length() - 1), current);
      } else {
        current.addAll(List.of(line.split(" ")));
      }
    }
    return new WordLists(Map.copyOf(lists));
  }

  Set<String> under(String heading) {
    Set<String> list = byHeading.get(heading);
    if (list == null) {
      throw new IllegalStateException("no word list is headed [" + heading + "]");
    }
    return Set.copyOf(list);
  }

  private static String text(String resource) {
    try (InputStream stream = WordLists.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
