package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** An open connection to one server, or to the nodes of a Cluster. */
interface RedisLink {

  RedisClusterAsyncCommands<String, String> commands();

  /**
   * Commands of calls that write: where replicas are to confirm, over a connection of their own, as
   * whatever is sent over the same one waits for the confirmation too.
   */
  RedisClusterAsyncCommands<String, String> writing();

  /** Whether commands can be sent; a link that cannot be used once is closed and replaced. */
  boolean isUsable();

  /** Something was not answered in time: the server may be gone without having said so. */
  void doubt();

  /** How many replicas hold what was written before, of those keys the one with the fewest. */
  CompletionStage<Long> replicated(Set<String> keys, int replicas, long timeoutMillis);

  /**
   * What tells the primaries of a Cluster from others that took their place since; empty where one
   * server has everything, and so loses nothing alone.
   */
  String primaries();

  /** Ends it; completes once it has ended. */
  CompletionStage<Void> close();
}
