package dev.mnemo.neo4j.server;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs one store until it is told to stop or nobody has used it for a while.
 *
 * <p>It owns the store by a lock of the operating system for its whole life, so that however it
 * ends, its successor may start at once. Clients own leases of the same kind: one that was killed
 * holds none.
 */
final class LocalServer {

  private static final long POLL_MILLIS = 200;
  private static final long SHUTDOWN_SECONDS = 60;

  private final Settings settings;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private LocalServer(Settings settings) {
    this.settings = settings;
  }

  /** Takes the settings as {@code name=value} words; see {@link Settings}. */
  public static void main(String[] words) {
    ignoreTheTerminal();
    Exit exit = new LocalServer(Settings.parse(words)).run();
    // Neo4j leaves threads behind where it failed to start.
    System.exit(exit.code());
  }

  private Exit run() {
    try (StoreLock lock = new StoreLock(settings.lock())) {
      if (!lock.acquire()) {
        return Exit.TAKEN;
      }
      Runtime.getRuntime().addShutdownHook(new Thread(this::stopInOrder, "stop"));
      settings.removeWhatAPredecessorLeft();
      return serve(lock);
    } catch (IOException | RuntimeException failure) {
      return failed(failure);
    } finally {
      stopped.countDown();
    }
  }

  // The causes come last, as the end of the log is what a user is shown.
  private static Exit failed(Throwable failure) {
    failure.printStackTrace();
    System.err.println("It could not start:");
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      System.err.println("  " + cause);
    }
    return Exit.of(failure);
  }

  private Exit serve(StoreLock lock) throws IOException {
    try (Store store = Store.open(settings)) {
      Optional<Throwable> broken = store.failure();
      if (broken.isPresent()) {
        return failed(broken.get());
      }
      Endpoint endpoint = Endpoint.of(store.port(), store.renewPassword(), store.version());
      endpoint.publish(settings.endpoint());
      try {
        awaitTheEnd(endpoint, lock);
      } finally {
        // What stands in another folder of the same name is another server's.
        if (lock.isInPlace()) {
          Endpoint.retract(settings.endpoint());
        }
      }
    }
    if (lock.isInPlace()) {
      settings.removeStopRequest();
    }
    return Exit.DONE;
  }

  private void awaitTheEnd(Endpoint endpoint, StoreLock lock) throws IOException {
    Leases leases = new Leases(settings.leases());
    long lastUse = System.nanoTime();
    while (!stopAsked(lock)) {
      endpoint.maintain(settings.endpoint());
      long idle = System.nanoTime() - lastUse;
      if (leases.anyHeld()) {
        lastUse = System.nanoTime();
      } else if (idle >= settings.idle().toNanos()) {
        // A client takes its lease before it reads the endpoint: whoever read it is seen now.
        Endpoint.retract(settings.endpoint());
        if (!leases.anyHeld()) {
          return;
        }
        endpoint.publish(settings.endpoint());
        lastUse = System.nanoTime();
      }
    }
  }

  private boolean stopAsked(StoreLock lock) {
    try {
      // A folder that was deleted, or replaced by a backup, has no user any more.
      return stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)
          || settings.stopRequested()
          || !lock.isInPlace();
    } catch (InterruptedException unexpected) {
      return true;
    }
  }

  private void stopInOrder() {
    stop.countDown();
    try {
      if (!stopped.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the store did not close in time; it recovers at the next start");
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  // Ctrl-C in the terminal where one command started it, or closing that terminal, would take it
  // away from all the others.
  private static void ignoreTheTerminal() {
    for (String name : new String[] {"INT", "HUP"}) {
      try {
        Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
      } catch (IllegalArgumentException notOnThisSystem) {
        // Then there is nothing to ignore.
      }
    }
  }
}
