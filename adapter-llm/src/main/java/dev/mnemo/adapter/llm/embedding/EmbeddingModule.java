package dev.mnemo.adapter.llm.embedding;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.Embedder;

/**
 * Binds {@link Embedder} to e5-small-v2-q (384 dimensions), which runs in this process and is
 * loaded at its first use. Start the JVM with {@code --enable-native-access=ALL-UNNAMED}.
 */
public final class EmbeddingModule extends AbstractModule {

  private final EmbeddingConfig config;

  public EmbeddingModule(EmbeddingConfig config) {
    this.config = Require.present("embedding config", config);
  }

  @Provides
  @Singleton
  E5Model model() {
    return E5Model.load(config);
  }

  @Provides
  @Singleton
  Embedder embedder(Provider<E5Model> model) {
    return new E5Embedder(model::get);
  }
}
