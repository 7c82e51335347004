package dev.mnemo.benchmarks;

import java.util.concurrent.atomic.AtomicLong;

/** Ids for what a benchmark writes. */
final class Ids {

  private static final AtomicLong LAST = new AtomicLong();

  private Ids() {}

  static String next() {
    return "e%012d".formatted(LAST.incrementAndGet());
  }
}
