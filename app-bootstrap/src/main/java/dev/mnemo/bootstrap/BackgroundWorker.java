package dev.mnemo.bootstrap;

import dev.mnemo.application.port.in.WorkOnJobs;
import dev.mnemo.domain.exception.MnemoException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the jobs that wait, one after the other, on a thread of its own until it is closed. */
final class BackgroundWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWorker.class);
  private static final Duration LAST_WORK = Duration.ofSeconds(10);

  private final WorkOnJobs jobs;
  private final Duration pause;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private BackgroundWorker(WorkOnJobs jobs, Duration pause) {
    this.jobs = jobs;
    this.pause = pause;
    this.thread = Thread.ofPlatform().name("mnemo-worker").daemon().unstarted(this::work);
  }

  /**
   * @param pause how long to wait after finding no job, or no store of jobs
   */
  static BackgroundWorker start(WorkOnJobs jobs, Duration pause) {
    BackgroundWorker worker = new BackgroundWorker(jobs, pause);
    worker.thread.start();
    return worker;
  }

  private void work() {
    try {
      while (closed.getCount() > 0) {
        if (!workedOnOne()) {
          closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Whatever a store does today, there will be jobs tomorrow.
  private boolean workedOnOne() {
    try {
      return jobs.workOnOne();
    } catch (MnemoException e) {
      LOG.warn("no job can be had at present: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a job could not be worked on", e);
    }
    return false;
  }

  /** Ends it: the job in its hands is broken off before its next entry, and goes back. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      if (!thread.join(LAST_WORK)) {
        LOG.warn("a job is still being worked on; its lease will run out");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
