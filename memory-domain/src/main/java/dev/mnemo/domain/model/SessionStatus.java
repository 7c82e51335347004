package dev.mnemo.domain.model;

/** Where a session stands. */
public enum SessionStatus {
  RUNNING,
  COMPLETED,
  FAILED,
  /** Computed, never stored: running, and idle for longer than allowed. */
  ABANDONED
}
