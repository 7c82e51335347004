package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.net.URI;

/** Redis as an operator or another program sees it, below the cache. */
record RawRedis(
    AbstractRedisClient client,
    StatefulConnection<String, String> connection,
    RedisClusterCommands<String, String> commands)
    implements AutoCloseable {

  static RawRedis of(URI uri) {
    RedisServers servers = RedisServers.of(uri);
    if (servers.cluster()) {
      RedisClusterClient client = RedisClusterClient.create(servers.uris());
      StatefulRedisClusterConnection<String, String> connection = client.connect();
      return new RawRedis(client, connection, connection.sync());
    }
    return of(servers.uris().getFirst());
  }

  static RawRedis of(RedisURI uri) {
    RedisClient client = RedisClient.create(uri);
    StatefulRedisConnection<String, String> connection = client.connect();
    return new RawRedis(client, connection, connection.sync());
  }

  @Override
  public void close() {
    connection.close();
    client.close();
  }
}
