package dev.mnemo.adapter.llm.embedding;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.Embedder;

/**
 * Binds {@link Embedder} to e5-small-v2-q (384 dimensions), which runs in this process and is
 * loaded at its first use; what must be closed at the end is in the {@code Set<AutoCloseable>}.
 * Start the JVM with {@code --enable-native-access=ALL-UNNAMED}.
 */
public final class EmbeddingModule extends AbstractModule {

  private final EmbeddingConfig config;

  public EmbeddingModule(EmbeddingConfig config) {
    this.config = Require.present("embedding config", config);
  }

  @Override
  protected void configure() {
    LazyModel<E5Model> model = new LazyModel<>("the embedding model", () -> E5Model.load(config));
    bind(Embedder.class).toInstance(new E5Embedder(model));
    Multibinder.newSetBinder(binder(), AutoCloseable.class).addBinding().toInstance(model);
  }
}
