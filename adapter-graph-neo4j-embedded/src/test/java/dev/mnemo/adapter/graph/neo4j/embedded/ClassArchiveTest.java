package dev.mnemo.adapter.graph.neo4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ServerStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of the server's classes, and what may have happened to it. */
final class ClassArchiveTest {

  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void anArchiveThatWasNotFinishedShouldMakeWayForANewOne() throws Exception {
    Path archive = place();
    Files.write(archive, new byte[2 * MIB]);

    assertThat(process().archive()).contains(archive);

    assertThat(archive).doesNotExist();
  }

  @Test
  void anArchiveCutOffAfterItsBeginningShouldMakeWayForANewOne() throws Exception {
    Path archive = place();
    Files.write(archive, beginning(200));

    assertThat(process().archive()).contains(archive);

    assertThat(archive).doesNotExist();
  }

  @Test
  void anArchiveThatLooksWholeShouldStay() throws Exception {
    Path archive = place();
    Files.write(archive, beginning(2 * MIB));

    assertThat(process().archive()).contains(archive);

    assertThat(archive).exists();
  }

  @Test
  void aDamageThatOnlyTheJvmSeesShouldNotPreventAStart() throws Exception {
    Path archive = place();
    Files.write(archive, beginning(2 * MIB));

    try (ServerFixture fixture = new ServerFixture(config())) {
      fixture.open().start();

      assertThat(fixture.open().status().state()).isEqualTo(ServerStatus.State.RUNNING);
    }
  }

  private EmbeddedNeo4jConfig config() {
    return EmbeddedNeo4jConfig.of(
        folder.resolve("graph"),
        ServerFixture.SERVER_LIB,
        ServerFixture.JAVA_HOME,
        Optional.of(folder.resolve("cache")));
  }

  private ServerProcess process() {
    return new ServerProcess(config(), new ServerFolder(config().folder()));
  }

  private Path place() throws Exception {
    return process().archive().orElseThrow();
  }

  private static byte[] beginning(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).putInt(0xf00baba8).array();
  }
}
