package dev.mnemo.adapter.llm.offline;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Completes a question that only names another topic: "And Bob?" after "Where does Alice live?" */
final class Ellipsis {

  private static final Set<String> OPENINGS = Set.of("and", "but", "about");
  private static final Set<String> BEFORE_ABOUT = Set.of("what", "how", "and", "but");

  private Ellipsis() {}

  /**
   * The question in full; empty where nothing was left out, or where nothing tells what.
   *
   * @param previous the question before, standing on its own
   */
  static Optional<String> completed(List<Word> words, ConversationFocus focus, String previous) {
    return topic(words)
        .flatMap(
            topic ->
                focus
                    .lastAsked(isPlace(topic))
                    .filter(old -> !old.equalsIgnoreCase(topic))
                    .filter(previous::contains)
                    .map(old -> exchanged(previous, old, topic)));
  }

  // One name, its possessive aside, and nothing else.
  private static Optional<String> topic(List<Word> words) {
    int start = 0;
    while (start < words.size() && BEFORE_ABOUT.contains(words.get(start).lower())) {
      start++;
    }
    boolean about = start < words.size() && words.get(start).lower().equals("about");
    start += about ? 1 : 0;
    if (start == 0 || !OPENINGS.contains(words.get(start - 1).lower())) {
      return Optional.empty();
    }
    int end = words.size();
    while (end > start && !words.get(end - 1).letters()) {
      end--;
    }
    List<Word> topic = words.subList(start, end);
    List<Names.Name> names = Names.in(topic);
    boolean whole =
        names.size() == 1 && names.getFirst().from() == 0 && names.getFirst().to() == topic.size();
    return whole ? Optional.of(names.getFirst().text()) : Optional.empty();
  }

  private static boolean isPlace(String name) {
    return EntityTypes.ownType(name).equals(EntityTypes.PLACE);
  }

  private static String exchanged(String previous, String old, String topic) {
    int at = previous.indexOf(old);
    return previous.substring(0, at) + topic + previous.substring(at + old.length());
  }
}
