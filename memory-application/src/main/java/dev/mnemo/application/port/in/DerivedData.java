package dev.mnemo.application.port.in;

/** What becomes of the graph data that was drawn from something deleted. */
public enum DerivedData {
  /** It stays, as in the persisted form. */
  KEEP,
  /** What only the deleted supported goes; what is shared stays and loses that share. */
  DELETE
}
