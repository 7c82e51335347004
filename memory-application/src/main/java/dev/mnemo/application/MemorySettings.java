package dev.mnemo.application;

import dev.mnemo.domain.model.Require;
import java.time.Duration;

/**
 * What an operator may tune in the core.
 *
 * @param window how many recent entries go into a prompt
 * @param chunkWords how many words a chunk holds at most
 * @param extractionsAtOnce how many chunks of a text are extracted at the same time
 * @param abandonedAfter how long a running session may be idle before it counts as abandoned
 */
public record MemorySettings(
    int window, int chunkWords, int extractionsAtOnce, Duration abandonedAfter) {

  /** 10 entries, 200 words, 4 chunks, 30 minutes. */
  public static final MemorySettings DEFAULT =
      new MemorySettings(10, 200, 4, Duration.ofMinutes(30));

  public MemorySettings {
    Require.between("window", window, 1, 1_000);
    Require.between("chunk words", chunkWords, 20, 10_000);
    Require.between("extractions at once", extractionsAtOnce, 1, 100);
    Require.present("abandoned after", abandonedAfter);
  }
}
