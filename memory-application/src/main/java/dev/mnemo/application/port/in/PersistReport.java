package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Dataset;
import java.util.List;

/** What persisting did, session by session in the order asked for. */
public record PersistReport(Dataset dataset, List<PersistedSession> sessions) {

  public PersistReport {
    Require.present("dataset", dataset);
    sessions = List.copyOf(sessions);
  }

  /** What all of it cost. */
  public Usage usage() {
    return sessions.stream().map(PersistedSession::usage).reduce(Usage.NONE, Usage::plus);
  }

  /** Whether nothing is left to be done; an unknown session leaves nothing. */
  public boolean complete() {
    return sessions.stream()
        .allMatch(
            session ->
                switch (session.outcome()) {
                  case DONE, UNKNOWN -> true;
                  case INCOMPLETE, FAILED, BUSY -> false;
                });
  }
}
