package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;

/** Which sessions to bring into which dataset. */
public record PersistRequest(SessionSelection sessions, DatasetRef dataset) {

  public PersistRequest {
    Require.present("sessions", sessions);
    Require.present("dataset", dataset);
  }
}
