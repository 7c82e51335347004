package dev.mnemo.domain.model;

/** Which entries of a session to read; every range comes back oldest first. */
public sealed interface EntryRange {

  /** The most entries one read may ask for, so that no read is unbounded. */
  int MAX_LIMIT = 10_000;

  /** How many entries at most. */
  int limit();

  /** The {@code limit} most recent entries. */
  record Last(int limit) implements EntryRange {
    public Last {
      Require.between("last_n", limit, 1, MAX_LIMIT);
    }
  }

  /** The {@code limit} most recent entries with a sequence number below {@code sequence}. */
  record Before(long sequence, int limit) implements EntryRange {
    public Before {
      Require.notNegative("before sequence", sequence);
      Require.between("limit", limit, 1, MAX_LIMIT);
    }
  }

  /** The {@code limit} oldest entries with a sequence number above {@code sequence}. */
  record After(long sequence, int limit) implements EntryRange {
    public After {
      Require.notNegative("after sequence", sequence);
      Require.between("limit", limit, 1, MAX_LIMIT);
    }
  }
}
