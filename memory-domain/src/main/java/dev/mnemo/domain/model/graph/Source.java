package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Require;

/** Where a document came from. */
public sealed interface Source {

  /** For people: a file name, a session and its entry. */
  String title();

  /** A text given directly, or by a file; {@code title} is how its giver calls it. */
  record Text(String title) implements Source {
    public Text {
      Require.identifier("document title", title, 1_024);
    }
  }

  /** An entry of a session, with its sequence number there. */
  record SessionEntry(EntryKey entry, long sequence) implements Source {
    public SessionEntry {
      Require.present("entry", entry);
      if (sequence < 1) {
        throw new InvalidInputException("sequence", sequence, "use 1 or more");
      }
    }

    @Override
    public String title() {
      return "session " + entry.session().session() + ", entry " + sequence;
    }
  }
}
