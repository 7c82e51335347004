package dev.mnemo.adapter.llm.embedding;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is loaded when it is first asked for, and again while that fails, until it is
 * closed. Safe for use by many threads.
 */
final class LazyModel<M extends LazyModel.Loaded> implements Supplier<M>, AutoCloseable {

  /** A model that holds native memory. */
  interface Loaded extends AutoCloseable {
    @Override
    void close();
  }

  private final String name;
  private final Supplier<M> source;
  // Guarded by this.
  private @Nullable M loaded;
  private boolean closed;

  /**
   * @param name as failures call it
   */
  LazyModel(String name, Supplier<M> source) {
    this.name = name;
    this.source = source;
  }

  /**
   * @throws dev.mnemo.domain.exception.ModelFailureException where it cannot be loaded, or is
   *     closed
   */
  @Override
  public synchronized M get() {
    if (closed) {
      throw OnnxSession.closed(name);
    }
    M model = loaded;
    if (model == null) {
      model = source.get();
      loaded = model;
    }
    return model;
  }

  /** Gives back what was loaded, if anything. */
  @Override
  public synchronized void close() {
    closed = true;
    M model = loaded;
    loaded = null;
    if (model != null) {
      model.close();
    }
  }
}
