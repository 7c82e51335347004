package dev.mnemo.application;

import dev.mnemo.domain.model.Require;
import java.time.Duration;

/**
 * What an operator may tune in the core.
 *
 * @param window how many recent entries go into a prompt
 * @param chunkWords how many words a chunk holds at most
 * @param abandonedAfter how long a running session may be idle before it counts as abandoned
 * @param prices what models cost
 */
public record MemorySettings(
    int window, int chunkWords, Duration abandonedAfter, PriceTable prices) {

  /** 10 entries, 200 words, 30 minutes, the list prices that come with mnemo. */
  public static final MemorySettings DEFAULT =
      new MemorySettings(10, 200, Duration.ofMinutes(30), PriceTable.builtIn());

  public MemorySettings {
    Require.between("window", window, 1, 1_000);
    Require.between("chunk words", chunkWords, 20, 10_000);
    Require.present("abandoned after", abandonedAfter);
    Require.present("prices", prices);
  }

  /** This with other prices. */
  public MemorySettings withPrices(PriceTable other) {
    return new MemorySettings(window, chunkWords, abandonedAfter, other);
  }
}
