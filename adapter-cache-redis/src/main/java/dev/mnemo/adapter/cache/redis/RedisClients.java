package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The driver, set up so that it fails early, keeps a bounded queue and repeats nothing. */
final class RedisClients implements AutoCloseable {

  private static final Duration TOPOLOGY_AGE = Duration.ofSeconds(15);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

  private final ClientResources resources;
  private final Supplier<CompletionStage<RedisLink>> opening;
  private final AutoCloseable client;

  private RedisClients(
      ClientResources resources,
      Supplier<CompletionStage<RedisLink>> opening,
      AutoCloseable client) {
    this.resources = resources;
    this.opening = opening;
    this.client = client;
  }

  static RedisClients of(RedisCacheConfig config) {
    ClientResources resources =
        ClientResources.builder()
            .reconnectDelay(
                Delay.fullJitter(Duration.ofMillis(1), LONGEST_BACKOFF, 10, TimeUnit.MILLISECONDS))
            .build();
    RedisServers servers = RedisServers.of(config.uri());
    for (RedisURI uri : servers.uris()) {
      uri.setTimeout(config.timeout());
      uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(config.timeout()));
    }
    if (servers.cluster()) {
      RedisClusterClient client = RedisClusterClient.create(resources, servers.uris());
      client.setOptions(clusterOptions(config));
      return new RedisClients(
          resources,
          () -> ClusterLink.open(client, config.replicas() > 0),
          () -> client.shutdown(0, 2, TimeUnit.SECONDS));
    }
    RedisClient client = RedisClient.create(resources);
    ClientOptions.Builder options = ClientOptions.builder().autoReconnect(false);
    common(options, config);
    client.setOptions(options.build());
    RedisURI uri = servers.uris().getFirst();
    return new RedisClients(
        resources,
        () -> SingleLink.open(client, uri, config.replicas() > 0),
        () -> client.shutdown(0, 2, TimeUnit.SECONDS));
  }

  CompletionStage<RedisLink> open() {
    return opening.get();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("the Redis client did not close", e);
    } finally {
      resources.shutdown(0, 2, TimeUnit.SECONDS);
    }
  }

  private static ClusterClientOptions clusterOptions(RedisCacheConfig config) {
    ClusterClientOptions.Builder options =
        ClusterClientOptions.builder()
            .validateClusterNodeMembership(false)
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(TOPOLOGY_AGE)
                    .enableAllAdaptiveRefreshTriggers()
                    .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                    .build());
    common(options, config);
    // The driver reconnects to nodes, but what a lost connection may have delivered is not resent,
    // nor does a command wait for a node that is away. One that was never connected is waited for.
    options
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS)
        .replayFilter(RedisClients::failInsteadOfReplaying);
    return options.build();
  }

  private static void common(ClientOptions.Builder options, RedisCacheConfig config) {
    options
        .requestQueueSize(config.requestQueue())
        // A command must fail while the server is away, so that a search goes on without memory.
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .timeoutOptions(TimeoutOptions.create())
        .socketOptions(SocketOptions.builder().connectTimeout(config.timeout()).build());
  }

  private static boolean failInsteadOfReplaying(RedisCommand<?, ?, ?> command) {
    command.completeExceptionally(
        new RedisException(
            "the connection was lost; whether the command took effect is not known"));
    return true;
  }
}
