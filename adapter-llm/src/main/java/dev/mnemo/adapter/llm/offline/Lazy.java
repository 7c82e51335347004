package dev.mnemo.adapter.llm.offline;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something costly, made at its first use and once for all threads. A failed attempt is made again
 * at the next use.
 */
final class Lazy<T> {

  private final Supplier<T> source;
  private volatile @Nullable T value;

  Lazy(Supplier<T> source) {
    this.source = source;
  }

  T get() {
    T seen = value;
    if (seen != null) {
      return seen;
    }
    synchronized (this) {
      seen = value;
      if (seen == null) {
        seen = source.get();
        value = seen;
      }
      return seen;
    }
  }
}
