package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class Neo4jGraphModuleTest {

  private static final DatasetId DATASET =
      DatasetId.of(new UserId("alice"), new DatasetName("main"));

  @Test
  void theModuleShouldAskForItsConfigurationAtTheFirstCallAndCloseWhatItOpened() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Injector injector =
        Guice.createInjector(
            new Neo4jGraphModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                binder().requireExplicitBindings();
                binder().requireExactBindingAnnotations();
                bind(Neo4jGraphConfig.class)
                    .toProvider(
                        () -> {
                          asked.incrementAndGet();
                          return TestServer.NEO4J_2026.config();
                        });
              }
            });
    KnowledgeGraph graph = injector.getInstance(KnowledgeGraph.class);
    DatasetCatalog catalog = injector.getInstance(DatasetCatalog.class);
    Set<AutoCloseable> resources = injector.getInstance(Key.get(new TypeLiteral<>() {}));

    assertThat(asked).hasValue(0);
    assertThat(graph.count(DATASET)).isNotNull();
    assertThat(catalog.find(DATASET)).isNotNull();
    assertThat(asked).hasValue(1);
    assertThat(injector.getInstance(KnowledgeGraph.class)).isSameAs(graph);
    assertThat(resources).hasSize(1);
    for (AutoCloseable resource : resources) {
      resource.close();
    }
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> graph.count(DATASET));
  }
}
