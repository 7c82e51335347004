package dev.mnemo.adapter.llm.embedding;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.port.Embedder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * e5-small-v2, quantized, in this process. A text longer than the model's window is embedded window
 * by window; the mean, weighted by length, stands for the whole.
 */
final class E5Embedder implements Embedder {

  static final String NAME = "e5-small-v2-q";
  static final int DIMENSION = 384;

  private final Supplier<E5Model> model;

  E5Embedder(Supplier<E5Model> model) {
    this.model = model;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public Embeddings embed(List<String> texts, Purpose purpose) {
    for (String text : Require.present("texts", texts)) {
      if (Require.text("text", text).isBlank()) {
        throw new InvalidInputException("text", text, "give texts that are not blank");
      }
    }
    List<Embedding> values = new ArrayList<>(texts.size());
    long tokens = 0;
    for (String text : texts) {
      Embedded embedded = embed(text, prefix(purpose));
      values.add(Embedding.of(NAME, embedded.vector()));
      tokens += embedded.tokens();
    }
    return new Embeddings(values, new Usage(tokens, 0, Optional.of(BigDecimal.ZERO), false));
  }

  // The model was trained with these words in front.
  private static String prefix(Purpose purpose) {
    return switch (purpose) {
      case QUERY -> "query: ";
      case PASSAGE -> "passage: ";
    };
  }

  private Embedded embed(String text, String prefix) {
    E5Model loaded = model.get();
    List<Integer> head = loaded.pieces(prefix);
    List<Integer> pieces = loaded.pieces(text);
    int room = E5Model.capacity() - head.size();
    // Windows of equal length: a short rest would weigh as little as it says.
    int windows = Math.max(1, Math.ceilDiv(pieces.size(), room));
    int share = Math.max(1, Math.ceilDiv(pieces.size(), windows));
    double[] sum = new double[DIMENSION];
    long tokens = 0;
    for (int start = 0; start == 0 || start < pieces.size(); start += share) {
      List<Integer> window = new ArrayList<>(head);
      window.addAll(pieces.subList(start, Math.min(start + share, pieces.size())));
      float[] vector = loaded.encode(window);
      for (int i = 0; i < DIMENSION; i++) {
        sum[i] += vector[i] * (double) window.size();
      }
      tokens += window.size();
    }
    return new Embedded(unit(sum), tokens);
  }

  private static float[] unit(double[] sum) {
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[sum.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sum[i] / length);
    }
    return unit;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Embedded(float[] vector, long tokens) {}
}
