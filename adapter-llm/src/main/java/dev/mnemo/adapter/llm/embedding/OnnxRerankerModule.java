package dev.mnemo.adapter.llm.embedding;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.mnemo.adapter.llm.chat.RerankerModule;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.Reranker;
import java.time.Clock;

/**
 * Binds {@link Reranker} to a cross-encoder's files, which runs in this process and is loaded at
 * its first use. Needs a {@link Clock}; what must be closed at the end is in the {@code
 * Set<AutoCloseable>}. Start the JVM with {@code --enable-native-access=ALL-UNNAMED}.
 */
public final class OnnxRerankerModule extends AbstractModule {

  private final OnnxRerankerConfig config;

  public OnnxRerankerModule(OnnxRerankerConfig config) {
    this.config = Require.present("reranker config", config);
  }

  @Override
  protected void configure() {
    LazyModel<CrossEncoder> model =
        new LazyModel<>("the reranker", () -> CrossEncoder.load(config));
    install(new RerankerModule(config.judging(), new OnnxScoringModel(model)));
    Multibinder.newSetBinder(binder(), AutoCloseable.class).addBinding().toInstance(model);
  }
}
