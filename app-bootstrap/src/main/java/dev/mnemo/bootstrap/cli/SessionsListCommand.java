package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.SessionList;
import dev.mnemo.application.port.in.SessionView;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.UserScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the user's sessions. */
@Command(
    name = "list",
    description = "List your sessions, newest activity first.",
    footer = {
      "",
      "Examples:",
      "  mnemo sessions list --limit 5",
      "  mnemo sessions list --range 7d --status running --sort cost_usd --json"
    })
final class SessionsListCommand extends MnemoTask {

  @Option(
      names = "--sort",
      paramLabel = "FIELD",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "last_activity_at")
  private Sort sort = Sort.LAST_ACTIVITY_AT;

  @Option(names = "--ascending", description = "Smallest or oldest first.")
  private boolean ascending;

  @Option(
      names = "--range",
      paramLabel = "R",
      description = "Active within 24h, 7d, 30d or all (default: all).")
  private @Nullable String range;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<SessionStatus> statuses = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int limit;

  @Option(names = "--offset", paramLabel = "N", description = "How many to pass over.")
  private long offset;

  @Option(names = "--cursor", paramLabel = "C", description = "Go on where an earlier page ended.")
  private @Nullable String cursor;

  SessionsListCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    if (offset < 0) {
      throw new InvalidInputException("--offset", offset, "use 0 or more");
    }
    if (offset > 0 && cursor != null) {
      throw new InvalidInputException("--offset", offset, "give it or --cursor, not both");
    }
    Page page =
        offset > 0
            ? new Page.Offset(offset, limit)
            : new Page.Cursor(Optional.ofNullable(cursor), limit);
    SessionQuery query =
        new SessionQuery(
            sort,
            ascending ? Direction.ASCENDING : Direction.DESCENDING,
            RecentRange.of("--range", range).start(mnemo.adapters().clock()),
            statuses.isEmpty() ? Set.of() : EnumSet.copyOf(statuses),
            SessionQuery.ABANDONED_AFTER,
            page);
    SessionList list = mnemo.useCases().listSessions().list(scope, query);
    if (json()) {
      list.sessions().forEach(view -> console.json(JsonShapes.session(view)));
    } else {
      list.sessions().forEach(view -> console.say(line(view)));
      console.say("%d of %d".formatted(list.sessions().size(), list.total()));
    }
    list.next().ifPresent(next -> console.err().println("more: --cursor " + next));
    return DONE;
  }

  static String line(SessionView view) {
    return "%s  %s  %s  %s"
        .formatted(
            view.session().lastActivityAt(),
            view.status().name().toLowerCase(Locale.ROOT),
            Console.count(view.session().entries(), "turn"),
            view.session().key().session());
  }
}
