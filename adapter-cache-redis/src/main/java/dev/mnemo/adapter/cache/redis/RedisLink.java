package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;

/** An open connection to one server, or to the nodes of a Cluster. */
interface RedisLink {

  RedisClusterAsyncCommands<String, String> commands();

  /** Whether commands can be sent; a link that cannot be used once is closed and replaced. */
  boolean isUsable();

  /** Something was not answered in time: the server may be gone without having said so. */
  void doubt();

  /** How many replicas hold what was written to the key before. */
  CompletionStage<Long> replicated(String key, int replicas, long timeoutMillis);

  void close();
}
