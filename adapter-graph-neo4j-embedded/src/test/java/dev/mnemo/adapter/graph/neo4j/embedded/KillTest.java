package dev.mnemo.adapter.graph.neo4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** Processes that are killed, as {@code kill -9} does, at random moments. */
final class KillTest {

  private static final long SEED = 2026;
  private static final int LONGEST_START_MILLIS = 3_000;
  private static final int LONGEST_WRITE_MILLIS = 20;
  private static final int MOST_WRITES = 100;

  private enum Victim {
    CLIENT,
    SERVER,
    BOTH
  }

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final Set<String> acknowledged = new HashSet<>();
  private ServerFixture fixture;

  @BeforeEach
  void prepare() {
    fixture = new ServerFixture(ServerFixture.config(folder.resolve("graph")));
  }

  @AfterEach
  void endWhateverStillRuns() {
    fixture.close();
  }

  @Test
  void killsAtAnyMomentShouldLeaveAStoreWithEveryWholeWriteAndNoProcess() throws Exception {
    int round = 0;
    for (Victim victim : Victim.values()) {
      killWhileItStarts(victim, "round" + round++);
      killWhileItWrites(victim, "round" + round++);
    }

    ManagedNeo4j last = fixture.open();
    assertNothingIsLostOrHalfWritten(last.start());
    assertThat(acknowledged).hasSizeGreaterThan(Victim.values().length);
    last.stop();
    last.close();
    assertThat(last.status().clients()).isZero();
    assertThat(fixture.folder().endpointFile()).doesNotExist();
    assertThat(fixture.folder().leases()).isEmptyDirectory();
  }

  @Test
  void aClientShouldGetAnotherServerForOneThatWasKilled() throws Exception {
    ManagedNeo4j client = fixture.open();
    ServerAddress first = client.start();
    ProcessHandle killed = ServerFixture.process(client);
    killed.destroyForcibly();
    ServerFixture.awaitExit(killed);
    assertThat(client.status().state()).isEqualTo(ServerStatus.State.STOPPED);

    ServerAddress second = client.start();

    assertThat(second.password()).isNotEqualTo(first.password());
    assertThat(ServerFixture.process(client)).isNotEqualTo(killed);
  }

  private void killWhileItStarts(Victim victim, String name) throws Exception {
    ClientProcess client = ClientProcess.start(fixture.config(), name);
    while (client.isAlive() && client.startedServer().isEmpty()) {
      Thread.onSpinWait();
    }
    ProcessHandle server = client.startedServer().orElseThrow();
    client.runFor(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));

    kill(victim, client, server);

    if (victim == Victim.SERVER) {
      // It starts another one.
      assertThat(client.serverOnceReady()).isNotNull();
      server = client.startedServer().orElse(server);
    }
    end(client, server);
  }

  private void killWhileItWrites(Victim victim, String name) throws Exception {
    ClientProcess client = ClientProcess.start(fixture.config(), name);
    assertThat(client.serverOnceReady()).isNotNull();
    ProcessHandle server = client.startedServer().orElseThrow();
    assertNothingIsLostOrHalfWritten(fixture.folder().endpoint().orElseThrow().address());
    client.awaitWrites(1 + random.nextInt(MOST_WRITES));
    client.runFor(Duration.ofMillis(random.nextInt(LONGEST_WRITE_MILLIS)));

    kill(victim, client, server);

    end(client, server);
  }

  private static void kill(Victim victim, ClientProcess client, ProcessHandle server) {
    switch (victim) {
      case CLIENT -> client.kill();
      case SERVER -> server.destroyForcibly();
      case BOTH -> {
        server.destroyForcibly();
        client.kill();
      }
    }
  }

  private void end(ClientProcess client, ProcessHandle server) throws Exception {
    client.close();
    acknowledged.addAll(client.acknowledged());
    ServerFixture.awaitExit(server);
    assertThat(fixture.folder().served()).isFalse();
  }

  private void assertNothingIsLostOrHalfWritten(ServerAddress address) {
    Map<String, Integer> stored;
    try (Driver driver = ClientProcess.connect(address);
        Session session = driver.session()) {
      stored =
          session.run("MATCH (n:Written) RETURN n.batch AS batch, count(n) AS size").stream()
              .collect(
                  Collectors.toMap(
                      row -> row.get("batch").asString(), row -> row.get("size").asInt()));
    }
    assertThat(stored.keySet()).containsAll(acknowledged);
    assertThat(stored.values()).allMatch(size -> size == ClientProcess.BATCH);
  }
}
