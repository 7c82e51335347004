package dev.mnemo.adapter.llm.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.mnemo.domain.exception.ModelFailureException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loaded BERT that reads a question and a text together and gives one score; safe for use by many
 * threads. Texts are read one by one: side by side, the short ones would be as long as the longest.
 */
final class CrossEncoder implements LazyModel.Loaded {

  /** The longest input, special tokens included. */
  static final int WINDOW = 512;

  private static final int SPECIAL_TOKENS = 3;
  private static final int LONGEST_QUESTION = (WINDOW - SPECIAL_TOKENS) / 2;
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final Path file;
  private final OrtEnvironment environment;
  private final OnnxSession session;
  private final WordPieceTokenizer tokenizer;

  private CrossEncoder(
      Path file, OrtEnvironment environment, OnnxSession session, WordPieceTokenizer tokenizer) {
    this.file = file;
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
  }

  /**
   * Reads the files.
   *
   * @throws ModelFailureException where one of them is missing or of another kind, naming it
   */
  static CrossEncoder load(OnnxRerankerConfig config) {
    Path file = readable(config.model());
    WordPieceTokenizer tokenizer = TokenizerFile.read(readable(config.tokenizer()));
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = UnpackedRuntime.in(config.runtime()).start();
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      CrossEncoder encoder =
          new CrossEncoder(
              file,
              environment,
              new OnnxSession(environment.createSession(file.toString(), options)),
              tokenizer);
      encoder.requireInputs();
      return encoder;
    } catch (IOException failure) {
      throw ModelFailureException.permanentFailure(
          "the runtime of models could not be unpacked into %s; make the folder writable and give it 30 MB"
              .formatted(config.runtime().folder()),
          failure);
    } catch (OrtException failure) {
      throw useless(file, "is no ONNX model that can be run", failure);
    } catch (LinkageError failure) {
      throw ModelFailureException.permanentFailure(
          "the reranker does not run on " + config.runtime().platform(), failure);
    }
  }

  /** The ids of both, with what stands before, between and after them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pair(long[] ids, long[] types) {
    int length() {
      return ids.length;
    }
  }

  /** The ids of a question's pieces; a very long one leaves room for the text. */
  List<Integer> question(String question) {
    return head(tokenizer.ids(question), LONGEST_QUESTION);
  }

  /** Both as the model reads them; a text beyond its window is cut. */
  Pair pair(List<Integer> question, String text) {
    List<Integer> pieces = head(tokenizer.ids(text), WINDOW - SPECIAL_TOKENS - question.size());
    long[] ids = new long[question.size() + pieces.size() + SPECIAL_TOKENS];
    long[] types = new long[ids.length];
    int at = 0;
    ids[at++] = tokenizer.id("[CLS]");
    for (int piece : question) {
      ids[at++] = piece;
    }
    ids[at++] = tokenizer.id("[SEP]");
    Arrays.fill(types, at, ids.length, 1);
    for (int piece : pieces) {
      ids[at++] = piece;
    }
    ids[at] = tokenizer.id("[SEP]");
    return new Pair(ids, types);
  }

  /** What the model gives: higher is better. */
  double score(Pair pair) {
    long[] mask = new long[pair.length()];
    Arrays.fill(mask, 1);
    try (OnnxTensor ids = OnnxTensor.createTensor(environment, new long[][] {pair.ids()});
        OnnxTensor attention = OnnxTensor.createTensor(environment, new long[][] {mask});
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {pair.types()})) {
      Map<String, OnnxTensor> inputs =
          new HashMap<>(Map.of(IDS, ids, MASK, attention, TYPES, types));
      inputs.keySet().retainAll(session.inputs());
      return session.run(inputs, this::single);
    } catch (OrtException failure) {
      throw ModelFailureException.transientFailure("the reranker's model failed", failure);
    }
  }

  private double single(OrtSession.Result result) {
    if (result.get(0) instanceof OnnxTensor scores) {
      FloatBuffer values = scores.getFloatBuffer();
      if (values != null && values.remaining() == 1) {
        return values.get();
      }
    }
    throw useless(file, "gives something other than one score", new IllegalStateException());
  }

  private static List<Integer> head(List<Integer> pieces, int most) {
    return pieces.subList(0, Math.min(pieces.size(), most));
  }

  private static Path readable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw ModelFailureException.permanentFailure(
          "the reranker's file '%s' is missing or cannot be read; name one that can be"
              .formatted(file),
          new IOException("no readable file"));
    }
    return file;
  }

  /** Gives its memory back, once nobody runs it. */
  @Override
  public void close() {
    session.close();
  }

  private void requireInputs() {
    Set<String> names = session.inputs();
    if (!names.contains(IDS) || !Set.of(IDS, MASK, TYPES).containsAll(names)) {
      close();
      throw useless(file, "wants other inputs, " + names, new IllegalStateException());
    }
  }

  private static ModelFailureException useless(Path file, String what, Exception cause) {
    return ModelFailureException.permanentFailure(
        "the reranker's file '%s' %s; name the .onnx of a BERT cross-encoder with one score"
            .formatted(file, what),
        cause);
  }
}
