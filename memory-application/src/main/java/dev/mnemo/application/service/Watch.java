package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Progress;

/** Looks on while a long piece of work goes on, and may want it no more. */
interface Watch {

  /** {@code done} of {@code total} units are finished. Called on the working thread. */
  void at(long done, long total);

  /** Whether to begin another unit. */
  boolean wanted();

  /** One that is only told; an interrupt ends the work. */
  static Watch of(Progress progress) {
    return new Watch() {
      @Override
      public void at(long done, long total) {
        progress.at(done, total);
      }

      @Override
      public boolean wanted() {
        return !Thread.currentThread().isInterrupted();
      }
    };
  }
}
