package dev.mnemo.adapter.graph.neo4j.embedded;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.mnemo.adapter.graph.neo4j.Neo4jGraphConfig;
import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.port.LocalServer;
import java.util.function.Consumer;

/**
 * Binds the {@link Neo4jGraphConfig} of {@code Neo4jGraphModule} to a Neo4j on this machine,
 * started when first asked for, and the {@link LocalServer} that tells about it and stops it. What
 * must be closed at the end is in the {@code Set<AutoCloseable>}.
 */
public final class EmbeddedNeo4jModule extends AbstractModule {

  private final EmbeddedNeo4jConfig config;
  private final Consumer<String> progress;

  /**
   * @param progress told, in words for a user, what is being waited for; called only where
   *     something takes seconds
   */
  public EmbeddedNeo4jModule(EmbeddedNeo4jConfig config, Consumer<String> progress) {
    this.config = config;
    this.progress = progress;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), AutoCloseable.class).addBinding().to(LocalServer.class);
  }

  @Provides
  @Singleton
  LocalServer server() {
    return new ManagedNeo4j(config, progress);
  }

  // No singleton: another start means another port and another password.
  @Provides
  Neo4jGraphConfig address(LocalServer server) {
    ServerAddress address = server.start();
    return Neo4jGraphConfig.of(address.uri(), address.user(), address.password());
  }
}
