package dev.mnemo.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.exception.BackendUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundWorkerTest {

  private static final Duration SOON = Duration.ofMillis(1);

  @Test
  void aStoreThatIsAwayShouldNotEndTheWorker() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch worked = new CountDownLatch(1);

    BackgroundWorker worker =
        BackgroundWorker.start(
            () -> {
              switch (looks.incrementAndGet()) {
                case 1 -> throw new BackendUnavailableException("jobs", "are away");
                case 2 -> throw new IllegalStateException("a fault");
                default -> worked.countDown();
              }
              return true;
            },
            SOON);

    try (worker) {
      assertThat(worked.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingShouldInterruptTheJobUnderWayAndWaitForItsEnd() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean givenBack = new AtomicBoolean();
    BackgroundWorker worker =
        BackgroundWorker.start(
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                givenBack.set(true);
                Thread.currentThread().interrupt();
              }
              return true;
            },
            SOON);
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    worker.close();

    assertThat(givenBack).isTrue();
  }
}
