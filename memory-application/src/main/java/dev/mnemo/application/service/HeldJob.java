package dev.mnemo.application.service;

import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.port.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job in a worker's hands: tells the store how far it has come, keeps the lease up while one step
 * takes long, and notices that it was cancelled or taken over.
 */
final class HeldJob implements Watch, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HeldJob.class);
  private static final int BEATS = 3;
  // Telling every step would cost as much as a quick step does.
  private static final int TELLS = 20;

  private final JobStore store;
  private final Clock clock;
  private final Duration lease;
  private final Heartbeat heartbeat;

  // Guarded by this.
  private Job job;
  private long done;
  private long total;
  private boolean over;

  HeldJob(JobStore store, Job claimed, Clock clock, Duration lease) {
    this.store = store;
    this.job = claimed;
    this.clock = clock;
    this.lease = lease;
    this.heartbeat = Heartbeat.every(lease.dividedBy(BEATS), this::tell);
  }

  @Override
  public synchronized void at(long doneNow, long ofTotal) {
    done = doneNow;
    total = ofTotal;
    Instant next = job.changedAt().plus(lease.dividedBy(TELLS));
    if (ofTotal != job.total() || !clock.instant().isBefore(next)) {
      try {
        tell();
      } catch (RuntimeException e) {
        // The work itself may go on; the lease decides.
        log.debug("how far job {} has come could not be stored", job.id(), e);
      }
    }
  }

  @Override
  public synchronized boolean wanted() {
    return !over && !Thread.currentThread().isInterrupted();
  }

  synchronized void end(Job.State state, String report) {
    Instant now = clock.instant();
    store(job.advanced(done, total, now, now.plus(lease)).ended(state, report, now));
    over = true;
  }

  /** Lets another worker have it at once. */
  synchronized void giveBack() {
    store(job.interrupted(clock.instant()));
    over = true;
  }

  private synchronized void tell() {
    Instant now = clock.instant();
    store(job.advanced(done, total, now, now.plus(lease)));
  }

  private void store(Job changed) {
    if (over) {
      return;
    }
    if (store.update(job, changed)) {
      job = changed;
    } else {
      over = true;
    }
  }

  @Override
  public void close() {
    heartbeat.close();
  }
}
