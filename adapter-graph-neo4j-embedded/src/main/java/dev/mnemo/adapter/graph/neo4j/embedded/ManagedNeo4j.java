package dev.mnemo.adapter.graph.neo4j.embedded;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import dev.mnemo.domain.port.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Neo4j of this machine in a JVM of its own, shared by whoever uses the same folder.
 *
 * <p>A client first takes a lease and then reads the endpoint; a server that wants to end first
 * withdraws the endpoint and then looks for leases. So either the client sees no endpoint and
 * starts another server, or the server sees the client and stays.
 */
final class ManagedNeo4j implements LocalServer {

  private static final Logger log = LoggerFactory.getLogger(ManagedNeo4j.class);
  private static final long POLL_MILLIS = 25;
  private static final long STOP_SECONDS = 90;

  private final EmbeddedNeo4jConfig config;
  private final Consumer<String> progress;
  private final ServerFolder folder;
  private final ServerProcess server;
  private final StartFailure failure;
  private @Nullable Lease lease;
  private volatile boolean closing;

  ManagedNeo4j(EmbeddedNeo4jConfig config, Consumer<String> progress) {
    this.config = config;
    this.progress = progress;
    this.folder = new ServerFolder(config.folder());
    this.server = new ServerProcess(config, folder);
    this.failure = new StartFailure(folder);
  }

  @Override
  public synchronized ServerAddress start() {
    closing = false;
    folder.prepare();
    try {
      if (lease == null) {
        lease = Lease.take(folder.leases());
      }
      Optional<Endpoint> endpoint = usable();
      return (endpoint.isPresent() ? endpoint.get() : startOrAwait()).address();
    } catch (IOException refused) {
      release();
      throw new BackendUnavailableException(
          ServerFolder.BACKEND, "'%s' failed: %s".formatted(folder.root(), refused), refused);
    } catch (InterruptedException stopped) {
      release();
      Thread.currentThread().interrupt();
      throw new BackendUnavailableException(
          ServerFolder.BACKEND, "waiting for it was interrupted", stopped);
    } catch (RuntimeException failed) {
      release();
      throw failed;
    }
  }

  @Override
  public ServerStatus status() {
    try {
      int clients = Lease.count(folder.leases());
      String place = folder.root().toString();
      if (!folder.served()) {
        return new ServerStatus(ServerStatus.State.STOPPED, place, clients, Optional.empty());
      }
      Optional<ServerStatus.Running> running =
          folder
              .endpoint()
              .filter(endpoint -> endpoint.process().isPresent())
              .map(Endpoint::running);
      ServerStatus.State state =
          running.isPresent() ? ServerStatus.State.RUNNING : ServerStatus.State.CHANGING;
      return new ServerStatus(state, place, clients, running);
    } catch (IOException unreadable) {
      throw new InvalidInputException(
          "graph folder",
          folder.root(),
          "it cannot be read (%s); give yourself access to it".formatted(unreadable));
    }
  }

  @Override
  public boolean stop() {
    if (!folder.served()) {
      return false;
    }
    progress.accept("stopping the local graph");
    try {
      end();
      return true;
    } catch (IOException refused) {
      throw new BackendUnavailableException(
          ServerFolder.BACKEND,
          "'%s' cannot be written: %s".formatted(folder.root(), refused.getMessage()),
          refused);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BackendUnavailableException(
          ServerFolder.BACKEND, "waiting for its end was interrupted", stopped);
    }
  }

  @Override
  public void close() {
    // Seen by a start in progress, which is not waited for: a server without a client ends.
    closing = true;
    release();
  }

  private synchronized void release() {
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }

  private void end() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    Optional<ProcessHandle> process = Optional.empty();
    try {
      while (process.map(ProcessHandle::isAlive).orElseGet(folder::served)) {
        if (System.nanoTime() > deadline) {
          kill(process);
          return;
        }
        if (process.isEmpty()) {
          process = folder.endpoint().flatMap(Endpoint::process);
          // Again until it is known: one that is starting removes what it finds.
          Files.writeString(folder.stopRequest(), "");
        }
        Thread.sleep(POLL_MILLIS);
      }
    } finally {
      Files.deleteIfExists(folder.stopRequest());
    }
  }

  private void kill(Optional<ProcessHandle> process) {
    if (process.isEmpty()) {
      throw new BackendUnavailableException(
          ServerFolder.BACKEND,
          "the server of '%s' neither got ready nor ended; end the process that has '%s' open"
              .formatted(folder.root(), folder.lock()));
    }
    log.warn(
        "process {} of {} did not end in order and was killed", process.get().pid(), folder.root());
    process.get().destroyForcibly();
    process.get().onExit().join();
  }

  private Endpoint startOrAwait() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    requireServer();
    Optional<Path> archive = server.archive();
    Optional<Process> child = Optional.empty();
    boolean told = false;
    while (System.nanoTime() < deadline) {
      if (closing) {
        throw new BackendUnavailableException(
            ServerFolder.BACKEND, "it was closed while the server was starting");
      }
      Optional<Endpoint> endpoint = usable();
      if (endpoint.isPresent()) {
        return endpoint.get();
      }
      if (child.isPresent() && !child.get().isAlive()) {
        archive = afterExit(child.get().exitValue(), archive);
        child = Optional.empty();
      }
      if (child.isEmpty() && !folder.served()) {
        progress.accept("starting the local graph (Neo4j); this takes some seconds");
        told = true;
        child = Optional.of(launch(archive));
      } else if (!told) {
        progress.accept("waiting for the local graph, which another command is starting");
        told = true;
      }
      pause(child);
    }
    child.ifPresent(Process::destroyForcibly);
    throw failure.tooSlow(config.startTimeout());
  }

  private void requireServer() {
    if (!Files.exists(config.serverLib().resolve(ServerProcess.JAR))) {
      throw new InvalidInputException(
          "neo4j server folder",
          config.serverLib(),
          "it holds no %s; name the folder lib-neo4j of a whole distribution, or use a Neo4j of your own"
              .formatted(ServerProcess.JAR));
    }
  }

  private Process launch(Optional<Path> archive) {
    try {
      return server.start(archive);
    } catch (IOException refused) {
      throw failure.impossible(config.javaHome(), refused);
    }
  }

  // A damaged archive can bring the JVM down, and must not: once more without it. So too where
  // somebody killed it, which is no fault of the archive.
  private Optional<Path> afterExit(int code, Optional<Path> archive) throws IOException {
    if (StartFailure.isTaken(code)) {
      return archive;
    }
    if (archive.isPresent() && !StartFailure.isExplained(code)) {
      log.warn("the server ended with code {}; trying once more without its archive", code);
      if (!StartFailure.isKilled(code)) {
        Files.deleteIfExists(archive.get());
      }
      return Optional.empty();
    }
    throw failure.exited(code);
  }

  private Optional<Endpoint> usable() {
    Optional<Endpoint> endpoint =
        folder
            .endpoint()
            .filter(found -> found.process().isPresent())
            .filter(found -> folder.served())
            .filter(Endpoint::answers);
    if (endpoint.isPresent()) {
      Endpoint.requirePrivate(folder.endpointFile());
    }
    return endpoint;
  }

  private static void pause(Optional<Process> child) throws InterruptedException {
    if (child.isPresent()) {
      child.get().waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      Thread.sleep(POLL_MILLIS);
    }
  }
}
