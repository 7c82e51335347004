package dev.mnemo.domain.model;

/** What appending does to a session that was ended. */
public enum IfEnded {
  /** A conflict; nothing is appended. */
  REJECT,
  /** The ending is taken away and the entry appended, in one step. */
  REOPEN
}
