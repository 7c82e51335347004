package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UsageTotal;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.UsageLedger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Forgets everything of one user: first what could bring anything back (jobs, runs, the session
 * log), then what came of it, and the directory's entry last. Every step asks the stores anew what
 * is there, so that the whole can be repeated after a failure at any of them.
 */
final class UserDeletion {

  private final Sessions sessions;
  private final Optional<UsageLedger> ledger;
  private final Shared shared;
  private final KnowledgeGraph graph;
  private final DatasetCatalog catalog;
  private final Forgetting forgetting;
  private final Seizure seizure;
  private final SelectedSessions selected;

  UserDeletion(
      Sessions sessions,
      Optional<UsageLedger> ledger,
      Shared shared,
      KnowledgeGraph graph,
      DatasetCatalog catalog,
      Forgetting forgetting,
      Seizure seizure) {
    this.sessions = sessions;
    this.ledger = ledger;
    this.shared = shared;
    this.graph = graph;
    this.catalog = catalog;
    this.forgetting = forgetting;
    this.seizure = seizure;
    this.selected = new SelectedSessions(sessions);
  }

  DeletionReport delete(UserScope scope, UserId user, ForgetMode mode) {
    Rights.requireSelfOrAdmin(scope, user);
    DeletionTally tally = new DeletionTally(mode);
    List<Session> all = selected.all(user);
    tally.jobs(shared.stores().jobs().forget(user, mode));
    List<SessionKey> keys = all.stream().map(Session::key).toList();
    try (Seizure.Held held = seizure.of(keys, mode)) {
      tally.log(log(user, all, mode));
      tally.feedback(shared.stores().feedback().forget(user, mode));
      graph(user, mode, tally);
    }
    tally.grants(catalog.revokeAll(user, mode));
    tally.modelCalls(modelCalls(user, mode));
    tally.user(
        switch (mode) {
          case FORGET -> shared.stores().users().delete(user);
          case DRY_RUN -> shared.stores().users().find(user).isPresent();
        });
    return tally.report();
  }

  private DeletedSessions log(UserId user, List<Session> all, ForgetMode mode) {
    return switch (mode) {
      case FORGET -> sessions.cache().deleteAll(user);
      case DRY_RUN ->
          new DeletedSessions(all.size(), all.stream().mapToLong(Session::entries).sum());
    };
  }

  private void graph(UserId user, ForgetMode mode, DeletionTally tally) {
    Set<DatasetId> own =
        catalog.permitted(user, Permission.WRITE).stream()
            .filter(dataset -> dataset.owner().equals(user))
            .map(Dataset::id)
            .collect(Collectors.toSet());
    own.forEach(dataset -> forgetting.forget(dataset, mode, tally));
    Map<DatasetId, GraphCounts> entries = graph.forgetEntries(user, mode);
    entries.forEach(
        (dataset, counts) -> {
          // Told already where a dry run left them in place.
          if (!own.contains(dataset)) {
            tally.graph(counts);
          }
        });
  }

  private long modelCalls(UserId user, ForgetMode mode) {
    return ledger
        .map(
            kept ->
                switch (mode) {
                  case FORGET -> kept.forget(user);
                  case DRY_RUN ->
                      kept.totals(user, TimeRange.ALL, UsageBy.OPERATION).values().stream()
                          .mapToLong(UsageTotal::calls)
                          .sum();
                })
        .orElse(0L);
  }
}
