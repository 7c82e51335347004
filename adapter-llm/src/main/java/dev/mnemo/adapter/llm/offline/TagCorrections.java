package dev.mnemo.adapter.llm.offline;

import java.util.List;
import java.util.Set;

/** Mistakes of the tagger that closed lists and the neighbours settle. */
final class TagCorrections {

  private static final Set<String> NOT = Set.of("not", "n't", "never");
  private static final Set<String> DO =
      Set.of("do", "does", "did", "can", "ca", "could", "will", "wo");
  private static final Set<String> PLURAL_SUBJECTS = Set.of("i", "you", "we", "they");
  private static final Set<String> THIRD_PERSON = WordLists.ENGLISH.under("third person");
  private static final Set<String> NAME_TAGS =
      Set.of("NN", "NNS", "JJ", "VB", "VBP", "FW", "UH", "RB");

  private TagCorrections() {}

  /**
   * The tag of a word.
   *
   * @param tags corrected up to that word
   */
  static String corrected(List<Word> words, String[] tags, int i) {
    String lower = words.get(i).lower();
    return switch (lower) {
      case "n't", "not", "never" -> "RB";
      case "i", "he", "she", "it", "they", "we", "you", "him", "them", "me", "us" -> "PRP";
      case "my", "your", "his", "its", "our", "their" -> "PRP$";
      case "is", "are", "am", "'m", "'re" -> "VBZ";
      case "was", "were" -> "VBD";
      case "her" -> her(tags, i);
      case "and", "or", "but" -> "CC";
      case "of" -> "IN";
      case "like" -> i > 0 && PLURAL_SUBJECTS.contains(words.get(i - 1).lower()) ? "VBP" : tags[i];
      default -> open(words, tags, i);
    };
  }

  private static String her(String[] tags, int i) {
    boolean noun =
        i + 1 < tags.length && (tags[i + 1].startsWith("NN") || tags[i + 1].startsWith("JJ"));
    boolean afterVerb = i > 0 && tags[i - 1].startsWith("VB");
    if (noun && !afterVerb) {
      return "PRP$";
    }
    return tags[i].startsWith("PRP") ? tags[i] : "PRP";
  }

  private static String open(List<Word> words, String[] tags, int i) {
    Word word = words.get(i);
    String lower = word.lower();
    if (lower.indexOf('@') >= 0 || lower.contains("://")) {
      return "NN";
    }
    // "did not answer"
    if (tags[i].equals("NN") && denied(words, i)) {
      return "VB";
    }
    if (tags[i].equals("NNS") && THIRD_PERSON.contains(lower) && subjectBefore(tags, i)) {
      return "VBZ";
    }
    boolean name =
        i > 0
            && word.capitalized()
            && word.text().length() > 1
            && NAME_TAGS.contains(tags[i])
            && !shouted(words);
    return name ? "NNP" : tags[i];
  }

  private static boolean denied(List<Word> words, int i) {
    return i > 1 && NOT.contains(words.get(i - 1).lower()) && DO.contains(words.get(i - 2).lower());
  }

  // "Alice lives", "works in Rome and lives"
  private static boolean subjectBefore(String[] tags, int i) {
    boolean named = i > 0 && tags[i - 1].equals("NNP");
    boolean coordinated =
        i > 1 && tags[i - 1].equals("CC") && List.of(tags).subList(0, i).contains("VBZ");
    return named || coordinated;
  }

  private static boolean shouted(List<Word> words) {
    return words.stream()
        .filter(Word::letters)
        .noneMatch(word -> word.text().codePoints().anyMatch(Character::isLowerCase));
  }
}
