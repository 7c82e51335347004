package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.SessionId;
import java.util.Optional;

/**
 * Whose turns decide what matters, and how much to tell.
 *
 * @param question what the user says next, where that is known; it matters most
 * @param facts how many facts at most, 0 to 1,000
 * @param entities how many entities at most, 0 to 1,000
 * @param messages how many of the session's last turns at most, 0 to 1,000
 */
public record MemoryRequest(
    SessionId session, Optional<String> question, int facts, int entities, int messages) {

  private static final int MOST = 1_000;

  public MemoryRequest {
    Require.present("session id", session);
    Require.present("question", question).ifPresent(text -> Require.text("question", text));
    Require.between("facts", facts, 0, MOST);
    Require.between("entities", entities, 0, MOST);
    Require.between("messages", messages, 0, MOST);
  }

  /** Ten facts, five entities, the last ten messages. */
  public static MemoryRequest of(SessionId session) {
    return new MemoryRequest(session, Optional.empty(), 10, 5, 10);
  }
}
