package dev.mnemo.domain.model;

/**
 * A Q&amp;A entry's durable name, unique in its session: made once by the core (time-ordered) or
 * given by the caller of an import, so that a repeated write is the same write.
 */
public record EntryId(String value) {

  /** The longest entry id, in Unicode code points. */
  public static final int MAX_LENGTH = 256;

  public EntryId {
    Require.identifier("entry id", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
