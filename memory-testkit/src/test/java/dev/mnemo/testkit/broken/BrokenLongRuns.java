package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;

import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Faults that show only where several kinds of calls meet. */
final class BrokenLongRuns {

  private static final String CLAUSE = "randomCallsShouldGiveWhatTheModelGives";

  private BrokenLongRuns() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        forgettingFeedback(),
        mutant(
            "renews a session when an entry that it does not hold is deleted",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public boolean deleteEntry(SessionKey key, EntryId id) {
                    boolean deleted = healthy.deleteEntry(key, id);
                    healthy
                        .find(key)
                        .ifPresent(
                            one -> healthy.change(key, new SessionChange.Describe(one.metadata())));
                    return deleted;
                  }
                },
            CLAUSE),
        mutant(
            "leaves failed sessions out of a list of those that ended either way",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public SessionPage list(UserId user, SessionQuery query) {
                    boolean both =
                        query
                            .statuses()
                            .equals(Set.of(SessionStatus.COMPLETED, SessionStatus.FAILED));
                    return healthy.list(
                        user,
                        both
                            ? new SessionQuery(
                                query.sort(),
                                query.direction(),
                                query.activeSince(),
                                Set.of(SessionStatus.COMPLETED),
                                query.abandonedAfter(),
                                query.page())
                            : query);
                  }
                },
            CLAUSE));
  }

  static Mutant<SessionCacheContract> forgettingFeedback() {
    return mutant(
        "forgets the feedback of a session's entries when it is ended",
        o ->
            new ForwardingSessionCache(o.healthy()) {
              @Override
              public Optional<Session> change(SessionKey key, SessionChange change) {
                if (change instanceof SessionChange.End) {
                  all(key)
                      .forEach(
                          entry -> healthy.changeEntry(key, entry.id(), new EntryChange.Unrate()));
                }
                return healthy.change(key, change);
              }
            },
        CLAUSE);
  }
}
