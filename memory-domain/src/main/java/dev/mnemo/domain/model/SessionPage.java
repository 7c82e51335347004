package dev.mnemo.domain.model;

import java.util.List;
import java.util.Optional;

/**
 * One page of a user's sessions.
 *
 * @param total how many sessions the query matches in all
 * @param next the cursor of the following page; empty on the last
 */
public record SessionPage(List<Session> sessions, long total, Optional<String> next) {

  public SessionPage {
    sessions = List.copyOf(Require.present("sessions", sessions));
    Require.notNegative("total", total);
    Require.present("next", next);
  }
}
