package dev.mnemo.adapter.llm.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BERT's uncased WordPiece: clean, lower case, strip accents, split at white space and punctuation,
 * then the longest known pieces first. Never truncates, and reads the names of special tokens in a
 * text as plain text.
 */
final class WordPieceTokenizer {

  private static final String CONTINUING = "##";
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final int unknown;

  private WordPieceTokenizer(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
    this.unknown = id("[UNK]");
  }

  /** Reads the vocabulary of a Hugging Face {@code tokenizer.json} of a WordPiece model. */
  static WordPieceTokenizer read(InputStream tokenizerJson) throws IOException {
    Map<String, Integer> vocabulary = HashMap.newHashMap(40_000);
    try (JsonParser parser = new JsonFactory().createParser(tokenizerJson)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals("vocab")) {
          parser.nextToken();
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String piece = parser.currentName();
            vocabulary.put(piece, parser.nextIntValue(0));
          }
        }
      }
    }
    return new WordPieceTokenizer(vocabulary);
  }

  /** The id of a special token such as {@code [CLS]}. */
  int id(String token) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IllegalStateException("the vocabulary has no " + token);
    }
    return id;
  }

  /** The ids of the text's pieces, without special tokens. */
  List<Integer> ids(String text) {
    List<Integer> ids = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    normalized(text)
        .codePoints()
        .forEach(
            c -> {
              if (c == ' ') {
                addWord(word, ids);
              } else if (isPunctuation(c) || isIdeograph(c)) {
                addWord(word, ids);
                word.appendCodePoint(c);
                addWord(word, ids);
              } else {
                word.appendCodePoint(c);
              }
            });
    addWord(word, ids);
    return ids;
  }

  private void addWord(StringBuilder word, List<Integer> ids) {
    if (word.isEmpty()) {
      return;
    }
    String text = word.toString();
    word.setLength(0);
    if (text.codePointCount(0, text.length()) > LONGEST_WORD) {
      ids.add(unknown);
      return;
    }
    int mark = ids.size();
    int start = 0;
    while (start < text.length()) {
      int end = text.length();
      Integer id = null;
      while (end > start) {
        String piece = text.substring(start, end);
        id = vocabulary.get(start == 0 ? piece : CONTINUING + piece);
        if (id != null) {
          break;
        }
        end = text.offsetByCodePoints(end, -1);
      }
      if (id == null) {
        ids.subList(mark, ids.size()).clear();
        ids.add(unknown);
        return;
      }
      ids.add(id);
      start = end;
    }
  }

  private static String normalized(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                clean.append(' ');
              } else if (!isControl(c)) {
                clean.appendCodePoint(c);
              }
            });
    String decomposed = Normalizer.normalize(clean, Normalizer.Form.NFD);
    StringBuilder stripped = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(stripped::appendCodePoint);
    return stripped.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> c == 0xFFFD;
    };
  }

  private static boolean isPunctuation(int c) {
    if (c < 128) {
      return c > ' ' && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
