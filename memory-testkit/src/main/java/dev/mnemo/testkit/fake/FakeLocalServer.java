package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import dev.mnemo.domain.model.ServerStatus.State;
import dev.mnemo.domain.port.LocalServer;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A client of a server that is none. */
public final class FakeLocalServer implements LocalServer {

  /** What the clients share. */
  public static final class Host {

    private static final URI ADDRESS = URI.create("bolt://127.0.0.1:7687");

    private final Set<FakeLocalServer> clients = new HashSet<>();
    private boolean running;
    private int starts;

    private synchronized ServerAddress start(FakeLocalServer client) {
      if (!running) {
        running = true;
        starts++;
      }
      clients.add(client);
      return new ServerAddress(ADDRESS, "fake", "fake password, number %d".formatted(starts));
    }

    private synchronized ServerStatus status() {
      return new ServerStatus(
          running ? State.RUNNING : State.STOPPED,
          "nowhere",
          clients.size(),
          running
              ? Optional.of(new ServerStatus.Running(ADDRESS, "fake", 1, Instant.EPOCH))
              : Optional.empty());
    }

    private synchronized boolean stop() {
      boolean ran = running;
      running = false;
      return ran;
    }

    private synchronized void leave(FakeLocalServer client) {
      clients.remove(client);
      running &= !clients.isEmpty();
    }
  }

  private final Host host;

  public FakeLocalServer(Host host) {
    this.host = host;
  }

  @Override
  public ServerAddress start() {
    return host.start(this);
  }

  @Override
  public ServerStatus status() {
    return host.status();
  }

  @Override
  public boolean stop() {
    return host.stop();
  }

  @Override
  public void close() {
    host.leave(this);
  }
}
