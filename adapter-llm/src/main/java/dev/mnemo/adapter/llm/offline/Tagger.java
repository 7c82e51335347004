package dev.mnemo.adapter.llm.offline;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        tagged[i] = TagCorrections.corrected(words, tagged, i);
        tokens.add(new Token(words.get(i), tagged[i], Verbs.lemma(lower[i], tagged[i], lemmas[i])));
      }
      return tokens;
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
