package dev.mnemo.adapter.llm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.lemmatizer.LemmatizerModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTagFormat;
import opennlp.tools.postag.POSTaggerME;

/** OpenNLP's models, loaded once and shared by all threads. */
final class Tagger {

  private static final String TAGS = "/en-pos-maxent.bin";
  private static final String LEMMAS = "/opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin";

  private final POSModel tags;
  private final LemmatizerModel lemmas;

  private Tagger(POSModel tags, LemmatizerModel lemmas) {
    this.tags = tags;
    this.lemmas = lemmas;
  }

  static Tagger load() {
    CompletableFuture<LemmatizerModel> lemmas =
        CompletableFuture.supplyAsync(() -> read(LEMMAS, LemmatizerModel::new));
    POSModel tags = read(TAGS, POSModel::new);
    return new Tagger(tags, lemmas.join());
  }

  /** Grammar for the sentences of one text; used by one thread. */
  Session session() {
    return new Session(new POSTaggerME(tags, POSTagFormat.PENN), new LemmatizerME(lemmas));
  }

  static final class Session {

    // What the lemmatizer, trained on universal tags, calls the verbs.
    private static final Map<String, String> UNIVERSAL =
        Map.of("VB", "VERB", "NN", "NOUN", "JJ", "ADJ", "RB", "ADV", "MD", "AUX");

    private static final Set<String> NOT = Set.of("not", "n't", "never");
    private static final Set<String> DO =
        Set.of("do", "does", "did", "can", "ca", "could", "will", "wo");

    private final POSTaggerME tagger;
    private final LemmatizerME lemmatizer;

    private Session(POSTaggerME tagger, LemmatizerME lemmatizer) {
      this.tagger = tagger;
      this.lemmatizer = lemmatizer;
    }

    List<Token> tag(List<Word> words) {
      String[] texts = words.stream().map(Word::text).toArray(String[]::new);
      String[] tagged = tagger.tag(texts);
      String[] lower = words.stream().map(Word::lower).toArray(String[]::new);
      String[] universal = new String[tagged.length];
      for (int i = 0; i < tagged.length; i++) {
        String head = tagged[i].length() < 2 ? tagged[i] : tagged[i].substring(0, 2);
        universal[i] = UNIVERSAL.getOrDefault(head, "X");
      }
      String[] lemmas = lemmatizer.lemmatize(lower, universal);
      List<Token> tokens = new ArrayList<>(words.size());
      for (int i = 0; i < tagged.length; i++) {
        String tag = corrected(words, tagged, i);
        tokens.add(new Token(words.get(i), tag, Verbs.lemma(lower[i], tag, lemmas[i])));
      }
      return tokens;
    }

    // Mistakes of the tagger that a closed list settles.
    private static String corrected(List<Word> words, String[] tags, int i) {
      Word word = words.get(i);
      String lower = word.lower();
      return switch (lower) {
        case "n't", "not", "never" -> "RB";
        case "i", "he", "she", "it", "they", "we", "you", "him", "them", "me", "us" -> "PRP";
        case "my", "your", "his", "its", "our", "their" -> "PRP$";
        case "is", "are", "was", "were", "am", "'m", "'re" ->
            lower.equals("was") || lower.equals("were") ? "VBD" : "VBZ";
        case "her" -> {
          boolean noun =
              i + 1 < tags.length && (tags[i + 1].startsWith("NN") || tags[i + 1].startsWith("JJ"));
          boolean afterVerb = i > 0 && tags[i - 1].startsWith("VB");
          yield noun && !afterVerb ? "PRP$" : tags[i].startsWith("PRP") ? tags[i] : "PRP";
        }
        case "and", "or", "but" -> "CC";
        case "of" -> "IN";
        default -> {
          if (lower.indexOf('@') >= 0 || lower.contains("://")) {
            yield "NN";
          }
          if (tags[i].equals("NN") && denied(words, i)) {
            // "did not answer"
            yield "VB";
          }
          boolean sentenceStart = i == 0;
          if (!sentenceStart
              && word.capitalized()
              && tags[i].matches("NN|NNS|JJ|VB|VBP|FW|UH|RB")
              && word.text().length() > 1
              && !allCapitals(words)) {
            yield "NNP";
          }
          yield tags[i];
        }
      };
    }

    private static boolean denied(List<Word> words, int i) {
      return i > 1
          && NOT.contains(words.get(i - 1).lower())
          && DO.contains(words.get(i - 2).lower());
    }

    private static boolean allCapitals(List<Word> words) {
      return words.stream()
          .filter(Word::letters)
          .noneMatch(word -> word.text().codePoints().anyMatch(Character::isLowerCase));
    }
  }

  private interface Reader<T> {
    T read(InputStream stream) throws IOException;
  }

  private static <T> T read(String resource, Reader<T> reader) {
    try (InputStream stream = Tagger.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return reader.read(new BufferedInputStream(stream, 1 << 16));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
