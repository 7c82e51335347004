package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/** A tag on graph nodes. */
public record NodeSet(String name) {

  /** The node set of everything that came out of persisted sessions. */
  public static final NodeSet USER_SESSIONS = new NodeSet("user_sessions_from_cache");

  public NodeSet {
    Require.identifier("node set", name, 256);
  }
}
