package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Require;

/**
 * An entry that could not be persisted; the next run takes it.
 *
 * @param reason for people
 */
public record FailedEntry(EntryId entry, String reason) {

  public FailedEntry {
    Require.present("entry id", entry);
    Require.text("reason", reason);
  }
}
