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
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** With the real server: how it is shared, ended and killed. */
final class ManagedNeo4jTest implements LocalServerContract {

  @TempDir Path folder;

  private ServerFixture fixture;

  @BeforeEach
  void prepare() {
    fixture = new ServerFixture(ServerFixture.config(folder.resolve("graph")));
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
      clients.add(ClientProcess.start(fixture.config(), "client" + i));
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
      try (Driver driver = ClientProcess.connect(address)) {
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
    fixture = new ServerFixture(fixture.config().withIdleTimeout(Duration.ofSeconds(1)));
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
  void anEndpointThatIsLostOrTornShouldComeBack() throws Exception {
    ManagedNeo4j client = fixture.open();
    ServerAddress address = client.start();
    Path endpoint = fixture.folder().endpointFile();

    Files.delete(endpoint);
    assertThat(fixture.open().start()).isEqualTo(address);
    Files.writeString(endpoint, "port=1\npass");
    assertThat(fixture.open().start()).isEqualTo(address);
    Files.delete(endpoint);
    assertThat(fixture.open().stop()).isTrue();

    assertThat(client.status().state()).isEqualTo(ServerStatus.State.STOPPED);
    assertThat(fixture.folder().stopRequest()).doesNotExist();
  }

  @Test
  void aServerShouldStayWhenTheTerminalOfOneCommandIsClosed() throws Exception {
    ManagedNeo4j client = fixture.open();
    ServerAddress address = client.start();
    ProcessHandle server = ServerFixture.process(client);

    send("INT", server);
    send("HUP", server);

    try (Driver driver = ClientProcess.connect(address)) {
      driver.verifyConnectivity();
    }
    // And end in order where the system asks for it.
    send("TERM", server);
    ServerFixture.awaitExit(server);
    assertThat(fixture.folder().endpointFile()).doesNotExist();
  }

  @Test
  void aStoreOfANewerNeo4jShouldBeNamedWithTheRemedy() throws Exception {
    ManagedNeo4j client = fixture.open();
    client.start();
    client.stop();
    raiseVersion(fixture.folder().store().resolve("data/databases/neo4j/neostore"));

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(client::start)
        .withMessageContaining("a newer Neo4j wrote the store in '" + folder.resolve("graph"))
        .withMessageContaining("update mnemo, or name another folder");
    assertThat(fixture.folder().served()).isFalse();
  }

  private static void send(String signal, ProcessHandle process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** As if a later major version of the store's format were in use. */
  private static void raiseVersion(Path metadata) throws Exception {
    byte[] bytes = Files.readAllBytes(metadata);
    String format = "aligned";
    int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(format);
    assertThat(name).isPositive();
    // A mark, the major version, the minor version.
    bytes[name + format.length() + 1] = 99;
    Files.write(metadata, bytes);
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
