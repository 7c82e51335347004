package dev.mnemo.adapter.graph.neo4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.adapter.graph.neo4j.Neo4jGraphConfig;
import dev.mnemo.domain.model.ServerStatus;
import dev.mnemo.domain.port.LocalServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedNeo4jModuleTest {

  @TempDir Path folder;

  @Test
  void theServerShouldStartWhenItsAddressIsFirstAskedFor() throws Exception {
    EmbeddedNeo4jConfig config = ServerFixture.config(folder.resolve("graph"));
    List<String> told = new ArrayList<>();
    Injector injector = Guice.createInjector(new EmbeddedNeo4jModule(config, told::add));
    LocalServer server = injector.getInstance(LocalServer.class);
    assertThat(server.status().state()).isEqualTo(ServerStatus.State.STOPPED);

    Neo4jGraphConfig address = injector.getInstance(Neo4jGraphConfig.class);

    ServerStatus.Running running = server.status().process().orElseThrow();
    assertThat(told).containsExactly("starting the local graph (Neo4j); this takes some seconds");
    assertThat(address.uri()).isEqualTo(running.uri());
    assertThat(injector.getInstance(Neo4jGraphConfig.class)).isEqualTo(address);
    ProcessHandle process = ProcessHandle.of(running.pid()).orElseThrow();
    for (AutoCloseable part :
        injector.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))) {
      part.close();
    }
    ServerFixture.awaitExit(process);
  }
}
