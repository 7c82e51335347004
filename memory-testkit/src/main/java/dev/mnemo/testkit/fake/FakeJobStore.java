package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.JobStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs in memory. */
public final class FakeJobStore implements JobStore {

  private static final Comparator<Job> OLDEST_FIRST =
      Comparator.comparing(Job::createdAt).thenComparing(Job::id);

  private final Map<String, Job> jobs = new LinkedHashMap<>();

  @Override
  public synchronized void submit(Job job) {
    jobs.putIfAbsent(job.id(), job);
  }

  @Override
  public synchronized Optional<Job> claim(Instant now, Instant leaseUntil) {
    Optional<Job> next = jobs.values().stream().filter(job -> job.isWaiting(now)).min(OLDEST_FIRST);
    return next.map(
        job -> {
          Job claimed = job.claimed(now, leaseUntil);
          jobs.put(claimed.id(), claimed);
          return claimed;
        });
  }

  @Override
  public synchronized boolean update(Job claimed, Job changed) {
    if (!claimed.equals(jobs.get(claimed.id()))) {
      return false;
    }
    jobs.put(claimed.id(), changed);
    return true;
  }

  @Override
  public synchronized Optional<Job> cancel(UserId user, String id, Instant now) {
    return find(user, id)
        .map(
            job -> {
              if (job.state().isOver()) {
                return job;
              }
              Job cancelled = job.cancelled(now);
              jobs.put(id, cancelled);
              return cancelled;
            });
  }

  @Override
  public synchronized Optional<Job> find(UserId user, String id) {
    return Optional.ofNullable(jobs.get(id)).filter(job -> job.user().equals(user));
  }

  @Override
  public synchronized List<Job> list(UserId user, int limit) {
    return jobs.values().stream()
        .filter(job -> job.user().equals(user))
        .sorted(OLDEST_FIRST.reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long forget(UserId user, ForgetMode mode) {
    List<String> its =
        jobs.values().stream().filter(job -> job.user().equals(user)).map(Job::id).toList();
    if (mode == ForgetMode.FORGET) {
      its.forEach(jobs::remove);
    }
    return its.size();
  }
}
