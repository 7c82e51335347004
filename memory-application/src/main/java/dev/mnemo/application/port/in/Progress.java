package dev.mnemo.application.port.in;

/** Is told how far a long work has come. Called on the working thread; must return quickly. */
@FunctionalInterface
public interface Progress {

  /** Nobody is watching. */
  Progress NONE = (done, total) -> {};

  /** {@code done} of {@code total} units are finished; both only grow. */
  void at(long done, long total);
}
