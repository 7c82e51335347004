package dev.mnemo.adapter.cache.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Stands between the cache and Redis: cuts connections, refuses them, counts round trips. */
final class TcpProxy implements AutoCloseable {

  private static final int CHUNK = 64 * 1024;
  // Whoever waits, and has sent nothing for this long, waits for an answer.
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(60);

  private final int target;
  private final ServerSocket server;
  private final List<Socket> open = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong(System.nanoTime());
  private final AtomicLong trips = new AtomicLong();
  private final AtomicBoolean answered = new AtomicBoolean(true);
  private volatile boolean refusing;
  private volatile Optional<Thread> counted = Optional.empty();

  TcpProxy(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(this::accept);
  }

  URI uri() {
    return URI.create("redis://127.0.0.1:" + server.getLocalPort());
  }

  /** Closes what is open and closes at once what comes. */
  void cut() {
    refusing = true;
    drop();
  }

  void restore() {
    refusing = false;
  }

  /** Closes what is open. */
  void drop() {
    synchronized (open) {
      open.forEach(TcpProxy::close);
      open.clear();
    }
  }

  /**
   * How many round trips an action takes: how often it sends after an answer. Answers are held back
   * until its thread waits and nothing more is sent, so that all that it sends without waiting
   * counts as one; how fast the machine is does not count, nor what was under way before.
   */
  long roundTrips(Runnable action) {
    awaitSilence();
    trips.set(0);
    answered.set(true);
    counted = Optional.of(Thread.currentThread());
    try {
      action.run();
      return trips.get();
    } finally {
      counted = Optional.empty();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (refusing) {
          close(client);
          continue;
        }
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        redis.setTcpNoDelay(true);
        synchronized (open) {
          open.add(client);
          open.add(redis);
        }
        run(() -> copy(client, redis, false));
        run(() -> copy(redis, client, true));
      } catch (IOException e) {
        // Closed, or the server is away: the client sees its connection end.
      }
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] bytes = new byte[CHUNK];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count = in.read(bytes);
      while (count >= 0) {
        if (answers) {
          holdBack();
          answered.set(true);
        } else {
          sent.set(System.nanoTime());
          if (answered.getAndSet(false)) {
            trips.incrementAndGet();
          }
        }
        out.write(bytes, 0, count);
        out.flush();
        count = in.read(bytes);
      }
    } catch (IOException e) {
      // Cut.
    }
  }

  private void holdBack() {
    while (counted.filter(this::maySendMore).isPresent()) {
      LockSupport.parkNanos(QUIET / 10);
    }
  }

  private void awaitSilence() {
    while (!answered.get() || System.nanoTime() - sent.get() < QUIET) {
      LockSupport.parkNanos(QUIET / 10);
    }
  }

  private boolean maySendMore(Thread client) {
    boolean waits =
        switch (client.getState()) {
          case WAITING, TIMED_WAITING -> true;
          case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
        };
    if (!waits) {
      sent.set(System.nanoTime());
    }
    return System.nanoTime() - sent.get() < QUIET;
  }

  private static void run(Runnable task) {
    Thread.ofPlatform().daemon().start(task);
  }

  private static void close(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // Closed already.
    }
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
