package dev.mnemo.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/** A way to a server that can be shut and opened again, as if the server went and came back. */
public final class Gate implements Closeable {

  private static final long ANY = Long.MAX_VALUE;

  private final URI server;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final Set<Socket> condemned = ConcurrentHashMap.newKeySet();
  private final AtomicLong heard = new AtomicLong();
  private final AtomicLong end = new AtomicLong(ANY);
  private volatile Runnable atTheEnd = () -> {};
  private Thread porter = new Thread();
  private int port;

  private Gate(URI server) {
    this.server = server;
  }

  /** An open gate at a free local port. */
  public static Gate to(URI server) {
    Gate gate = new Gate(server);
    gate.open();
    return gate;
  }

  /** Where guests find it, by the server's protocol. */
  public URI uri() {
    return URI.create("%s://127.0.0.1:%d".formatted(server.getScheme(), port));
  }

  /** At the same address as before, if there was one; one that is open stays so. */
  public synchronized void open() {
    end.set(ANY);
    if (!open.isEmpty()) {
      return;
    }
    try {
      ServerSocket entrance = new ServerSocket();
      entrance.setReuseAddress(true);
      entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      port = entrance.getLocalPort();
      open.add(entrance);
      porter = Thread.ofVirtual().start(() -> letIn(entrance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts what goes through, and lets nobody in. */
  public synchronized void shut() {
    open.forEach(Gate::closeQuietly);
    awaitThatThePortIsFree();
    // Whom the porter let in meanwhile.
    open.forEach(Gate::closeQuietly);
    open.clear();
  }

  /** Lets each guest of now believe to be connected until it says its next word. */
  public void cutAtNextRequest() {
    open.stream().filter(Socket.class::isInstance).map(Socket.class::cast).forEach(condemned::add);
  }

  /** How many bytes all guests said. */
  public long heard() {
    return heard.get();
  }

  /** Shuts itself when the guests have said so many bytes more, be it in the middle of a word. */
  public void shutAfter(long bytes) {
    endAfter(bytes, this::shut);
  }

  /** As {@link #shutAfter}, but whoever comes then is let in. */
  public void cutAfter(long bytes) {
    endAfter(
        bytes, () -> open.stream().filter(Socket.class::isInstance).forEach(Gate::closeQuietly));
  }

  private void endAfter(long bytes, Runnable what) {
    atTheEnd = what;
    end.set(heard.get() + bytes);
  }

  // As long as somebody is in accept, the address is taken.
  private void awaitThatThePortIsFree() {
    try {
      porter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void letIn(ServerSocket entrance) {
    try {
      while (true) {
        Socket guest = entrance.accept();
        Socket host = new Socket(server.getHost(), server.getPort());
        open.addAll(List.of(guest, host));
        Thread.ofVirtual().start(() -> pass(guest, host, this::stillHeard));
        Thread.ofVirtual().start(() -> pass(host, guest, length -> length));
      }
    } catch (IOException e) {
      closeQuietly(entrance);
    }
  }

  private void pass(Socket from, Socket to, IntUnaryOperator still) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] piece = new byte[8192];
      int length = in.read(piece);
      while (length > 0 && !condemned.contains(from)) {
        int passed = still.applyAsInt(length);
        out.write(piece, 0, passed);
        if (passed < length) {
          end();
          return;
        }
        length = in.read(piece);
      }
    } catch (IOException e) {
      // Either side went; the other is closed with it.
    }
  }

  /** How much of what a guest says is still let through. */
  private int stillHeard(int length) {
    long before = heard.getAndAdd(length);
    return (int) Math.clamp(end.get() - before, 0, length);
  }

  private void end() {
    if (end.getAndSet(ANY) != ANY) {
      atTheEnd.run();
    }
  }

  private static void closeQuietly(Closeable one) {
    try {
      one.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    shut();
  }
}
