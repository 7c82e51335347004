package dev.mnemo.application.port.in;

import java.util.List;
import java.util.Optional;

/**
 * One page of sessions.
 *
 * @param total how many match in all
 * @param next the cursor of the following page; empty on the last
 */
public record SessionList(List<SessionView> sessions, long total, Optional<String> next) {

  public SessionList {
    sessions = List.copyOf(sessions);
  }
}
