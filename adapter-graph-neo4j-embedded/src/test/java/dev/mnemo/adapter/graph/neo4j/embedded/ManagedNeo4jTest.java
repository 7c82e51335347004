package dev.mnemo.adapter.graph.neo4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import dev.mnemo.domain.port.LocalServer;
import dev.mnemo.testkit.contract.LocalServerContract;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** With the real server: how it is shared, ended and killed. */
final class ManagedNeo4jTest implements LocalServerContract {

  /** The archive of the server's classes: written by the first server that ends in order. */
  @TempDir static Path cache;

  @TempDir Path folder;

  private ServerFixture fixture;

  @BeforeEach
  void prepare() {
    fixture = new ServerFixture(ServerFixture.config(folder.resolve("graph"), cache));
  }

  @AfterEach
  void endWhateverStillRuns() {
    fixture.close();
  }

  @Override
  public LocalServer openServer() {
    return fixture.open();
  }

  @Test
  void processesThatStartAtOnceShouldShareOneServer() throws Exception {
    List<ClientProcess> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(ClientProcess.start(fixture.config()));
    }

    Set<String> servers = new HashSet<>();
    for (ClientProcess client : clients) {
      servers.add(client.serverOnceReady());
    }

    ManagedNeo4j another = fixture.open();
    assertThat(servers).hasSize(1).doesNotContainNull();
    assertThat(another.status().clients()).isEqualTo(3);
    ProcessHandle server = ServerFixture.process(another);
    for (ClientProcess client : clients) {
      client.close();
    }
    ServerFixture.awaitExit(server);
    assertThat(another.status().state()).isEqualTo(ServerStatus.State.STOPPED);
    assertThat(fixture.folder().endpointFile()).doesNotExist();
    assertThat(fixture.folder().leases()).isEmptyDirectory();
  }

  @Test
  void aKilledServerShouldBeReplacedWithEveryAcknowledgedWrite() throws Exception {
    ManagedNeo4j client = fixture.open();
    ServerAddress first = client.start();
    ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    CountDownLatch someWritten = new CountDownLatch(20);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> writeUntilItFails(first, acknowledged, someWritten));
    someWritten.await();

    ProcessHandle killed = ServerFixture.process(client);
    killed.destroyForcibly();
    ServerFixture.awaitExit(killed);
    writer.join();
    ServerAddress second = client.start();

    assertThat(second.password()).isNotEqualTo(first.password());
    assertThat(stored(second)).containsAll(acknowledged);
    assertThat(ServerFixture.process(client).pid()).isNotEqualTo(killed.pid());
  }

  @Test
  void aKilledClientShouldLeaveNoServerBehind() throws Exception {
    ClientProcess client = ClientProcess.start(fixture.config());
    client.serverOnceReady();
    ProcessHandle server = client.startedServer().orElseThrow();

    client.kill();

    ServerFixture.awaitExit(server);
    assertThat(fixture.folder().served()).isFalse();
    assertThat(fixture.folder().endpointFile()).doesNotExist();
    assertThat(fixture.folder().leases()).isEmptyDirectory();
  }

  @Test
  void aClientKilledWhileItsServerStartsShouldLeaveNoneBehind() throws Exception {
    ClientProcess client = ClientProcess.start(fixture.config());
    while (!fixture.folder().served()) {
      Thread.onSpinWait();
    }
    ProcessHandle server = client.startedServer().orElseThrow();

    client.kill();

    ServerFixture.awaitExit(server);
    assertThat(fixture.folder().served()).isFalse();
    assertThat(fixture.folder().endpointFile()).doesNotExist();
  }

  @Test
  void aStaleEndpointShouldNotBeTrustedThoughPortAndProcessAreInUseAgain() throws Exception {
    ProcessHandle self = ProcessHandle.current();
    Instant started = self.info().startInstant().orElseThrow();
    Files.createDirectories(folder.resolve("graph"));
    Files.createFile(fixture.folder().lock());
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          fixture.folder().endpointFile(),
          "port=%d%npassword=old%nversion=1%npid=%d%nstarted=%s%n"
              .formatted(stranger.getLocalPort(), self.pid(), started));

      ServerAddress address = fixture.open().start();

      assertThat(address.uri().getPort()).isNotEqualTo(stranger.getLocalPort());
      try (Driver driver = ServerFixture.connect(address)) {
        driver.verifyConnectivity();
      }
    }
  }

  @Test
  void aStoreThatIsOpenElsewhereShouldBeNamedWithTheRemedy() throws Exception {
    Path databases = fixture.folder().store().resolve("data/databases");
    Files.createDirectories(databases);
    Files.createFile(fixture.folder().lock());
    try (FileChannel lock =
        FileChannel.open(
            databases.resolve("store_lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(lock.lock().isValid()).isTrue();
      ManagedNeo4j client = fixture.open();

      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(client::start)
          .withMessageContaining(folder.resolve("graph").toString())
          .withMessageContaining("is open in another Neo4j; stop that one");
      assertThat(fixture.folder().leases()).isEmptyDirectory();
    }
  }

  @Test
  void folderAndPasswordShouldBeForTheOwnerAlone() throws Exception {
    Path graph = Files.createDirectories(folder.resolve("graph"));
    Files.setPosixFilePermissions(graph, PosixFilePermissions.fromString("rwxrwxrwx"));
    ManagedNeo4j client = fixture.open();

    ServerAddress address = client.start();

    Path endpoint = fixture.folder().endpointFile();
    assertThat(permissions(graph)).isEqualTo("rwx------");
    assertThat(permissions(endpoint)).isEqualTo("rw-------");
    assertThat(Files.readString(fixture.folder().log())).doesNotContain(address.password());
    Files.setPosixFilePermissions(endpoint, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(fixture.open()::start)
        .withMessageContaining(endpoint.toString())
        .withMessageContaining("mnemo stop");
  }

  @Test
  void aServerShouldOutliveItsClientUntilItWasIdleForTheTimeGiven() throws Exception {
    fixture.close();
    fixture =
        new ServerFixture(fixture.config().withIdleTimeout(Duration.ofSeconds(1)));
    ManagedNeo4j client = fixture.open();
    client.start();
    ProcessHandle server = ServerFixture.process(client);
    client.close();

    ManagedNeo4j next = fixture.open();
    next.start();
    assertThat(ServerFixture.process(next)).isEqualTo(server);
    next.close();
    ServerFixture.awaitExit(server);

    assertThat(next.status().state()).isEqualTo(ServerStatus.State.STOPPED);
  }

  @Test
  void aDamagedArchiveShouldNotPreventAStart() throws Exception {
    Path damaged = Files.createDirectories(folder.resolve("cache"));
    EmbeddedNeo4jConfig config = ServerFixture.config(folder.resolve("graph"), damaged);
    Path archive = new ServerProcess(config, fixture.folder()).archive().orElseThrow();
    Files.write(archive, new byte[1 << 20]);

    try (ServerFixture own = new ServerFixture(config)) {
      own.open().start();

      assertThat(own.open().stop()).isTrue();
    }

    assertThat(Files.size(archive)).isGreaterThan(10 << 20);
  }

  private static void writeUntilItFails(
      ServerAddress address, ConcurrentLinkedQueue<Long> acknowledged, CountDownLatch some) {
    try (Driver driver = ServerFixture.connect(address);
        Session session = driver.session()) {
      for (long i = 0; ; i++) {
        session.run("CREATE (:Written {number: " + i + "})").consume();
        acknowledged.add(i);
        some.countDown();
      }
    } catch (Neo4jException killed) {
      // As meant.
    }
  }

  private static List<Long> stored(ServerAddress address) {
    try (Driver driver = ServerFixture.connect(address);
        Session session = driver.session()) {
      return session
          .run("MATCH (n:Written) RETURN n.number AS number")
          .list(row -> row.get("number").asLong());
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
