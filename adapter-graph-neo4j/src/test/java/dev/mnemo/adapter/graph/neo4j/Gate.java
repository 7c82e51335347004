package dev.mnemo.adapter.graph.neo4j;

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

/** A way to a server that can be shut and opened again, as if the server went and came back. */
final class Gate implements Closeable {

  private final URI server;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final Set<Socket> condemned = ConcurrentHashMap.newKeySet();
  private Thread porter = new Thread();
  private int port;

  private Gate(URI server) {
    this.server = server;
  }

  static Gate to(URI server) {
    Gate gate = new Gate(server);
    gate.open();
    return gate;
  }

  URI uri() {
    return URI.create("bolt://127.0.0.1:" + port);
  }

  /** At the same address as before, if there was one. */
  void open() {
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
  void shut() {
    open.forEach(Gate::closeQuietly);
    open.clear();
    awaitThatThePortIsFree();
  }

  /** Lets each guest of now believe to be connected until it says its next word. */
  void cutAtNextRequest() {
    open.stream().filter(Socket.class::isInstance).map(Socket.class::cast).forEach(condemned::add);
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
        Thread.ofVirtual().start(() -> pass(guest, host));
        Thread.ofVirtual().start(() -> pass(host, guest));
      }
    } catch (IOException e) {
      closeQuietly(entrance);
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] piece = new byte[8192];
      int length = in.read(piece);
      while (length > 0 && !condemned.contains(from)) {
        out.write(piece, 0, length);
        length = in.read(piece);
      }
    } catch (IOException e) {
      // Either side went; the other is closed with it.
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
