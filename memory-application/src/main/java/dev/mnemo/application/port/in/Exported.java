package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;

/** A part of an export. */
public sealed interface Exported {

  /** A session's record, before its entries. */
  record OfSession(Session session) implements Exported {}

  /** An entry of the session named last. */
  record OfEntry(QAEntry entry) implements Exported {}
}
