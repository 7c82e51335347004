package dev.mnemo.domain.model;

import java.time.ZoneOffset;
import java.util.Optional;

/** What model calls are added up by. */
public enum UsageBy {
  MODEL,
  SESSION,
  /** Days begin at midnight UTC. */
  DAY,
  OPERATION;

  /**
   * The group that a call belongs to: the model's name, the session's id (empty for a call outside
   * sessions), the day as {@code 2026-03-14}, the operation's name.
   */
  public Optional<String> groupOf(ModelCall call) {
    return switch (this) {
      case MODEL -> Optional.of(call.model());
      case SESSION -> call.session().map(SessionId::value);
      case DAY -> Optional.of(call.at().atOffset(ZoneOffset.UTC).toLocalDate().toString());
      case OPERATION -> Optional.of(call.operation().name());
    };
  }
}
