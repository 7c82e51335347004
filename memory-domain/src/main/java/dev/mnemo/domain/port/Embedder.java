package dev.mnemo.domain.port;

import dev.mnemo.domain.model.language.Embeddings;
import java.util.List;

/** Places texts in a vector space. */
public interface Embedder {

  /** What the texts are; some models embed a question otherwise than a passage. */
  enum Purpose {
    QUERY,
    PASSAGE
  }

  /** The model's name; the same name means the same space. */
  String name();

  /** The number of dimensions. */
  int dimension();

  /** One embedding per text, in order; none for no texts. Blank texts are invalid input. */
  Embeddings embed(List<String> texts, Purpose purpose);
}
