package dev.mnemo.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.util.Modules;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.fake.FakeDatasetCatalog;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;

/** Opens what a configuration says, but for the graph, which is in memory and finds by words. */
public final class ConfiguredOverFakeGraph {

  private final FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
  private final FakeDatasetCatalog datasets = new FakeDatasetCatalog();

  public Mnemo open(Configuration configuration) {
    Configuration changed =
        configuration
            .with(Setting.GRAPH, "neo4j", "the test")
            .with(Setting.EMBEDDINGS, "off", "the test");
    AdapterChoice choice = new AdapterChoice(changed, status -> {});
    return Mnemo.of(
        choice.scope(),
        choice.settings(),
        Modules.override(choice.modules())
            .with(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(KnowledgeGraph.class).toInstance(graph);
                    bind(DatasetCatalog.class).toInstance(datasets);
                  }
                }));
  }
}
