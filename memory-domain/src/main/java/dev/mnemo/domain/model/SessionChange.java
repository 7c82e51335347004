package dev.mnemo.domain.model;

/** What may change in a session's record beside its entries. */
public sealed interface SessionChange {

  /** Replaces the metadata. */
  record Describe(Metadata metadata) implements SessionChange {
    public Describe {
      Require.present("metadata", metadata);
    }
  }

  /** Ends it; ending an ended session replaces how it ended. */
  record End(Ending ending) implements SessionChange {
    public End {
      Require.present("ending", ending);
    }
  }

  /** Takes the ending away; a running session stays as it is. */
  record Reopen() implements SessionChange {}
}
