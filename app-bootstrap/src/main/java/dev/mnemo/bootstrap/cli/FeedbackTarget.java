package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The turn that feedback is on. */
final class FeedbackTarget {

  @Option(
      names = "--session",
      paramLabel = "S",
      description = "The session (default: default_session).")
  private String session = SessionId.DEFAULT.value();

  @Option(
      names = "--entry",
      paramLabel = "E",
      description = "The turn's id, as 'mnemo history --ids' shows it (default: the last turn).")
  private @Nullable String entry;

  SessionId session() {
    return new SessionId(session);
  }

  EntryId entry(Mnemo mnemo, UserScope scope) {
    if (entry != null) {
      return new EntryId(entry);
    }
    return mnemo
        .useCases()
        .readHistory()
        .read(scope, session(), new EntryRange.Last(1))
        .entries()
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "nothing was said yet in session '%s'; name another".formatted(session)))
        .id();
  }
}
