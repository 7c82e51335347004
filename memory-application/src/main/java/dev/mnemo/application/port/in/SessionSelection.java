package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.SessionId;
import java.util.LinkedHashSet;
import java.util.List;

/** Which of the caller's sessions a call concerns. */
public sealed interface SessionSelection {

  /** No session: nothing is to be done. */
  SessionSelection NONE = new Named(List.of());

  /** These, each once, in this order; none selects nothing. */
  record Named(List<SessionId> sessions) implements SessionSelection {
    public Named {
      sessions = List.copyOf(new LinkedHashSet<>(Require.present("sessions", sessions)));
    }
  }

  /** All that there are when the work begins. */
  record All() implements SessionSelection {}

  /** One session. */
  static SessionSelection of(SessionId session) {
    return new Named(List.of(session));
  }
}
