package dev.mnemo.adapter.llm;

import dev.mnemo.domain.model.Require;
import java.nio.file.Path;

/**
 * Where the embedding model is unpacked.
 *
 * @param folder created at the first use; takes about 60 MB, may be shared by several processes and
 *     may be deleted while none runs
 */
public record EmbeddingConfig(Path folder) {

  public EmbeddingConfig {
    Require.present("embedding folder", folder);
  }
}
