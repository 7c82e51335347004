package dev.mnemo.domain.model;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * How a local server is.
 *
 * @param folder where it keeps its data
 * @param clients how many processes and parts of processes hold it now
 * @param process what is known of it while it runs
 */
public record ServerStatus(State state, String folder, int clients, Optional<Running> process) {

  /** Whether a server is there. */
  public enum State {
    STOPPED,
    /** Starting or stopping. */
    CHANGING,
    RUNNING
  }

  /** A running server. */
  public record Running(URI uri, String version, long pid, Instant since) {

    public Running {
      Require.present("server address", uri);
      Require.text("server version", version);
      Require.notNegative("server process", pid);
      Require.present("server start", since);
    }
  }

  public ServerStatus {
    Require.present("server state", state);
    Require.text("server folder", folder);
    Require.notNegative("server clients", clients);
    Require.present("server process", process);
  }
}
