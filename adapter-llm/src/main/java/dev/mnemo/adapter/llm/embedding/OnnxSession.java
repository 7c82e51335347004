package dev.mnemo.adapter.llm.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.mnemo.domain.exception.ModelFailureException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model in native memory, which is given back once nobody runs it: to close it under a run would
 * end the process. Safe for use by many threads.
 */
final class OnnxSession implements AutoCloseable {

  private final OrtSession session;
  private final Set<String> inputs;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  // Guarded by the lock.
  private boolean closed;

  OnnxSession(OrtSession session) {
    this.session = session;
    this.inputs = Set.copyOf(session.getInputNames());
  }

  /** Reads what a run gave, before that is freed. */
  interface Reading<R> {
    R of(OrtSession.Result result) throws OrtException;
  }

  Set<String> inputs() {
    return inputs;
  }

  /**
   * One run.
   *
   * @throws ModelFailureException once it is closed
   */
  <R> R run(Map<String, OnnxTensor> inputs, Reading<R> reading) throws OrtException {
    lock.readLock().lock();
    try {
      if (closed) {
        throw closed("the model");
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return reading.of(result);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for those who run it; does nothing from the second call on. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException failure) {
      throw new IllegalStateException("the model could not be closed", failure);
    } finally {
      lock.writeLock().unlock();
    }
  }

  static ModelFailureException closed(String what) {
    return ModelFailureException.permanentFailure(
        "%s was closed with its memory; open the memory again".formatted(what),
        new IllegalStateException("closed"));
  }
}
