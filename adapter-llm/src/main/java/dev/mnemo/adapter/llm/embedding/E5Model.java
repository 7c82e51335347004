package dev.mnemo.adapter.llm.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.mnemo.domain.exception.ModelFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The loaded weights and vocabulary; safe for use by many threads. */
final class E5Model implements LazyModel.Loaded {

  /** The longest input, special tokens included. */
  static final int WINDOW = 512;

  private static final int SPECIAL_TOKENS = 2;
  private static final String VOCABULARY = "/e5-small-v2-q-tokenizer.json";

  private final OrtEnvironment environment;
  private final OnnxSession session;
  private final WordPieceTokenizer tokenizer;
  private final long first;
  private final long last;

  private E5Model(OrtEnvironment environment, OnnxSession session, WordPieceTokenizer tokenizer) {
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
    this.first = tokenizer.id("[CLS]");
    this.last = tokenizer.id("[SEP]");
  }

  /**
   * Loads from files unpacked into the configured folder, where later loads find them again.
   *
   * @throws ModelFailureException where the folder cannot be written or the platform is not
   *     supported
   */
  static E5Model load(EmbeddingConfig config) {
    CompletableFuture<WordPieceTokenizer> tokenizer =
        CompletableFuture.supplyAsync(E5Model::readTokenizer);
    try {
      UnpackedRuntime files = UnpackedRuntime.in(config);
      OrtEnvironment environment = files.start();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        // Texts are short: a pool of spinning threads costs more than it brings.
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        OrtSession session = environment.createSession(files.weights().toString(), options);
        return new E5Model(environment, new OnnxSession(session), tokenizer.join());
      }
    } catch (IOException failure) {
      throw ModelFailureException.permanentFailure(
          "the embedding model could not be unpacked into %s; make the folder writable and give it 60 MB"
              .formatted(config.folder()),
          failure);
    } catch (OrtException | LinkageError failure) {
      throw ModelFailureException.permanentFailure(
          "the embedding model does not run on " + config.platform(), failure);
    }
  }

  /** The ids of a text's pieces, without special tokens. */
  List<Integer> pieces(String text) {
    return tokenizer.ids(text);
  }

  /** How many pieces fit into one run. */
  static int capacity() {
    return WINDOW - SPECIAL_TOKENS;
  }

  /** The mean of the last layer over one window of pieces; not normalized. */
  float[] encode(List<Integer> pieces) {
    int length = pieces.size() + SPECIAL_TOKENS;
    long[] ids = new long[length];
    long[] mask = new long[length];
    ids[0] = first;
    ids[length - 1] = last;
    for (int i = 0; i < pieces.size(); i++) {
      ids[i + 1] = pieces.get(i);
    }
    java.util.Arrays.fill(mask, 1);
    try (OnnxTensor inputs = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor attention = OnnxTensor.createTensor(environment, new long[][] {mask});
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {new long[length]})) {
      return session.run(
          Map.of("input_ids", inputs, "attention_mask", attention, "token_type_ids", types),
          result -> mean(((float[][][]) result.get(0).getValue())[0]));
    } catch (OrtException failure) {
      throw ModelFailureException.transientFailure("the embedding model failed", failure);
    }
  }

  /** Gives its memory back, once nobody runs it. */
  @Override
  public void close() {
    session.close();
  }

  private static float[] mean(float[][] states) {
    float[] mean = new float[states[0].length];
    for (float[] state : states) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += state[i] / states.length;
      }
    }
    return mean;
  }

  private static WordPieceTokenizer readTokenizer() {
    try (InputStream json = E5Model.class.getResourceAsStream(VOCABULARY)) {
      if (json == null) {
        throw new IllegalStateException("the embedding model's artifact is not on the class path");
      }
      return WordPieceTokenizer.read(json);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
