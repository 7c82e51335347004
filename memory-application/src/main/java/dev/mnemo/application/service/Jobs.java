package dev.mnemo.application.service;

import dev.mnemo.application.port.in.JobRequest;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.JobStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The use cases on the jobs of one user. */
final class Jobs {

  private static final int MOST = 1_000;

  private final Shared shared;
  private final DatasetAccess access;
  private final TimeOrderedIds ids;
  private final Clock clock;

  Jobs(Shared shared, DatasetAccess access, TimeOrderedIds ids, Clock clock) {
    this.shared = shared;
    this.access = access;
    this.ids = ids;
    this.clock = clock;
  }

  Job submit(UserScope scope, JobRequest request) {
    JobStore store = store();
    access.toWrite(scope, request.work().dataset());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Job job =
        new Job(
            ids.next().value(),
            scope.user(),
            request.kind().word(),
            JobArguments.of(request.work()),
            Job.State.QUEUED,
            0,
            0,
            0,
            Optional.empty(),
            now,
            now,
            Optional.empty());
    store.submit(job);
    return job;
  }

  Job show(UserScope scope, String id) {
    return shown(store().find(scope.user(), id).orElseThrow(() -> unknown(scope, id)));
  }

  List<Job> list(UserScope scope, int limit) {
    return store().list(scope.user(), Require.between("limit", limit, 1, MOST)).stream()
        .map(this::shown)
        .toList();
  }

  Job cancel(UserScope scope, String id) {
    return shown(
        store()
            .cancel(scope.user(), id, clock.instant())
            .or(() -> store().find(scope.user(), id))
            .orElseThrow(() -> unknown(scope, id)));
  }

  // Nobody tells the store that a worker vanished; the end of its lease does.
  private Job shown(Job job) {
    boolean abandoned =
        job.state() == Job.State.RUNNING
            && job.leaseUntil().map(until -> !clock.instant().isBefore(until)).orElse(false);
    return abandoned ? job.interrupted(job.changedAt()) : job;
  }

  private JobStore store() {
    return shared.stores().jobs();
  }

  private static NotFoundException unknown(UserScope scope, String id) {
    return new NotFoundException(
        "job '%s' of user '%s' does not exist; list the jobs to see which do"
            .formatted(id, scope.user()));
  }
}
