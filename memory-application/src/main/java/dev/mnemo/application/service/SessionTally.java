package dev.mnemo.application.service;

import dev.mnemo.application.port.in.FailedEntry;
import dev.mnemo.application.port.in.PersistedSession;
import dev.mnemo.application.port.in.PersistedSession.Outcome;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.WriteReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up what persisting did with one session. */
final class SessionTally {

  private final SessionId session;
  private final List<FailedEntry> failed = new ArrayList<>();
  private long persisted;
  private long known;
  private long left;
  private long nodes;
  private long facts;

  SessionTally(SessionId session) {
    this.session = session;
  }

  void known(long entries) {
    known += entries;
  }

  void written(long entries, WriteReport report) {
    persisted += entries;
    nodes += report.nodes();
    facts += report.facts();
  }

  void failed(EntryId entry, String reason) {
    failed.add(new FailedEntry(entry, reason));
  }

  /** What was not tried. */
  void left(long entries) {
    left += entries;
  }

  /** How many entries are accounted for. */
  long settled() {
    return known + persisted + failed.size() + left;
  }

  PersistedSession report(Outcome outcome, Optional<String> reason, Usage usage) {
    return new PersistedSession(
        session, outcome, persisted, known, failed, left, nodes, facts, usage, reason);
  }

  /** The report where all went as far as it could. */
  PersistedSession ended(Optional<String> unreadable, Usage usage) {
    if (left > 0) {
      return report(
          Outcome.INCOMPLETE, Optional.of("it was stopped, or entries changed meanwhile"), usage);
    }
    if (!failed.isEmpty()) {
      return report(Outcome.INCOMPLETE, Optional.of(failed.getFirst().reason()), usage);
    }
    return report(unreadable.isPresent() ? Outcome.INCOMPLETE : Outcome.DONE, unreadable, usage);
  }
}
