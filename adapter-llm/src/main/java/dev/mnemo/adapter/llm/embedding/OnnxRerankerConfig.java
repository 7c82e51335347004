package dev.mnemo.adapter.llm.embedding;

import dev.mnemo.adapter.llm.chat.RerankerConfig;
import dev.mnemo.domain.model.Require;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A cross-encoder in this process. The files are looked at when the first texts are judged.
 *
 * @param model an ONNX file of a BERT that gives one score for a question and a text
 * @param tokenizer the {@code tokenizer.json} that came with it, of uncased WordPiece
 * @param timeout how long judging one list of texts may take, loading included
 * @param runtime where the runtime is unpacked; the embedding model's, where there is one: a
 *     process loads it once
 */
public record OnnxRerankerConfig(
    Path model, Path tokenizer, Duration timeout, EmbeddingConfig runtime) {

  public OnnxRerankerConfig {
    Require.present("reranker model", model);
    Require.present("reranker tokenizer", tokenizer);
    Require.present("runtime", runtime);
    judging(model, timeout);
  }

  /** The file's name stands for the model. */
  RerankerConfig judging() {
    return judging(model, timeout);
  }

  private static RerankerConfig judging(Path model, Duration timeout) {
    return RerankerConfig.of(String.valueOf(model.getFileName()))
        .withLimits(CrossEncoder.WINDOW, timeout)
        .runningHere();
  }
}
