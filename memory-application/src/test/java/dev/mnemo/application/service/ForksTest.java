package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.NotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForksTest {

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void aFailureShouldArriveAsItWasThrown() {
    NotFoundException failure = new NotFoundException("nothing there; look elsewhere");

    try (Forks forks = new Forks()) {
      Future<String> work =
          forks.start(
              () -> {
                throw failure;
              });

      assertThatThrownBy(() -> Forks.join(work)).isSameAs(failure);
    }
  }

  @Test
  void slowWorkShouldBeBlamedOnItsBackendAndInterrupted() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);

    try (Forks forks = new Forks()) {
      Future<String> work = forks.start(() -> blocked(started, interrupted));
      started.await();

      assertThatThrownBy(() -> Forks.join(work, Duration.ofMillis(1), "store"))
          .isInstanceOf(BackendUnavailableException.class)
          .hasMessage("store: did not answer within 1 ms; try again");
    }
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInterruptShouldEndTheWaitAndStaySet() {
    try (Forks forks = new Forks()) {
      CountDownLatch latch = new CountDownLatch(1);
      Future<String> work = forks.start(() -> blocked(latch, latch));
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> Forks.join(work))
          .isInstanceOf(BackendUnavailableException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
  }

  @Test
  void workThatMustNotBeLostShouldBeFinishedDespiteAnInterrupt() {
    try (Forks forks = new Forks()) {
      Semaphore go = new Semaphore(0);
      Future<String> work =
          forks.start(
              () -> {
                go.acquire();
                return "done";
              });
      Thread.currentThread().interrupt();
      forks.start(
          () -> {
            go.release();
            return "released";
          });

      assertThat(Forks.joinFirmly(work, Duration.ofSeconds(30), "store")).isEqualTo("done");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
  }

  @Test
  void closingShouldInterruptWhatStillRuns() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);

    try (Forks forks = new Forks()) {
      forks.start(() -> blocked(started, interrupted));
      started.await();
    }

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void resultsShouldComeInOrderAndNeverMoreThanTheWidthAtOnce() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> results = new ArrayList<>();

    Forks.inOrder(
        IntStream.range(0, 500).boxed().toList(),
        3,
        number -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.yield();
          running.decrementAndGet();
          return number * 2;
        },
        results::add,
        () -> {});

    assertThat(results).isEqualTo(IntStream.range(0, 500).map(i -> i * 2).boxed().toList());
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void theFirstFailureShouldEndTheRun() {
    NotFoundException failure = new NotFoundException("nothing there; look elsewhere");
    AtomicInteger started = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Forks.inOrder(
                    IntStream.range(0, 1_000).boxed().toList(),
                    2,
                    number -> {
                      started.incrementAndGet();
                      throw failure;
                    },
                    result -> {},
                    () -> {}))
        .isSameAs(failure);
    assertThat(started.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void whatIsDoneWhereAnotherFailsShouldStillBeHandedOver() {
    NotFoundException failure = new NotFoundException("nothing there; look elsewhere");
    CountDownLatch othersDone = new CountDownLatch(3);
    List<Integer> results = new ArrayList<>();

    assertThatThrownBy(
            () ->
                Forks.inOrder(
                    List.of(0, 1, 2, 3),
                    4,
                    number -> {
                      if (number > 0) {
                        othersDone.countDown();
                        return number;
                      }
                      awaitDone(othersDone);
                      throw failure;
                    },
                    results::add,
                    () -> {}))
        .isSameAs(failure);

    // The three have counted down, though the last of them may not have returned.
    assertThat(results).contains(1).isSorted();
  }

  @Test
  void whatIsDoneShouldStillBeHandedOverWhereAResultIsRefused() {
    NotFoundException failure = new NotFoundException("nothing there; look elsewhere");
    CountDownLatch othersDone = new CountDownLatch(3);
    List<Integer> results = new ArrayList<>();

    assertThatThrownBy(
            () ->
                Forks.inOrder(
                    List.of(0, 1, 2, 3),
                    4,
                    number -> {
                      if (number > 0) {
                        othersDone.countDown();
                      } else {
                        awaitDone(othersDone);
                      }
                      return number;
                    },
                    result -> {
                      results.add(result);
                      if (result < 2) {
                        throw failure;
                      }
                    },
                    () -> {}))
        .isSameAs(failure);

    assertThat(results).startsWith(0, 1).isSorted();
  }

  private static void awaitDone(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // Blocks until interrupted; work that was cancelled before it started would never tell.
  private static String blocked(CountDownLatch started, CountDownLatch interrupted)
      throws InterruptedException {
    started.countDown();
    try {
      new Semaphore(0).acquire();
      return "never";
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }
}
