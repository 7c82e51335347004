package dev.mnemo.adapter.llm.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.domain.exception.ModelFailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Hugging Face {@code tokenizer.json} that somebody brings. One of another kind would be read
 * without an error, and every score be nonsense; so it is refused.
 */
final class TokenizerFile {

  private static final String KIND = "WordPiece";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenizerFile() {}

  /**
   * The tokenizer.
   *
   * @throws ModelFailureException where the file holds no uncased WordPiece
   */
  static WordPieceTokenizer read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      JsonNode root = JSON.readTree(bytes);
      String kind = root.path("model").path("type").asText("of no kind");
      if (!kind.equals(KIND)) {
        throw refused(file, "is " + kind);
      }
      if (!root.path("normalizer").path("lowercase").asBoolean(true)) {
        throw refused(file, "tells upper from lower case");
      }
      WordPieceTokenizer tokenizer = WordPieceTokenizer.read(new ByteArrayInputStream(bytes));
      List.of("[CLS]", "[SEP]").forEach(tokenizer::id);
      return tokenizer;
    } catch (IOException | IllegalStateException failure) {
      throw refused(file, "is no tokenizer.json of BERT");
    }
  }

  private static ModelFailureException refused(Path file, String what) {
    return ModelFailureException.permanentFailure(
        "the reranker's tokenizer '%s' %s; use a model with an uncased %s tokenizer, or have a server run this one"
            .formatted(file, what, KIND),
        new IllegalStateException());
  }
}
