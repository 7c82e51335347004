package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call's commands, all within the call's time; what is sent and not awaited goes with it. */
final class Exchange {

  private final RedisLink link;
  private final RedisClusterAsyncCommands<String, String> commands;
  private final Set<String> written = new LinkedHashSet<>();
  private final long began = System.nanoTime();
  private final long deadline;
  private final Queue<RedisFuture<?>> sent = new ConcurrentLinkedQueue<>();
  private volatile boolean abandoned;
  private volatile boolean sentSource;

  Exchange(RedisLink link, boolean writing, long deadline) {
    this.link = link;
    this.commands = writing ? link.writing() : link.commands();
    this.deadline = deadline;
  }

  static long deadlineIn(Duration timeout) {
    return System.nanoTime() + timeout.toNanos();
  }

  RedisClusterAsyncCommands<String, String> commands() {
    return commands;
  }

  RedisLink link() {
    return link;
  }

  /** Notes a key that was written, for replicas to confirm. */
  void wrote(String key) {
    written.add(key);
  }

  /** The keys that replicas are to confirm. */
  Set<String> written() {
    return written;
  }

  /** When it began, by {@link System#nanoTime}. */
  long began() {
    return began;
  }

  <T> CompletableFuture<T> send(RedisFuture<T> command) {
    sent.add(command);
    return command.toCompletableFuture();
  }

  /**
   * Sends a script by its name, and its source where the server does not know it yet. That is no
   * blind repeat: NOSCRIPT says that nothing was run.
   */
  <T> CompletableFuture<T> send(
      Script script, ScriptOutputType output, String[] keys, String... arguments) {
    CompletableFuture<T> named =
        send(commands.<T>evalsha(script.digest(), output, keys, arguments));
    return named.exceptionallyCompose(
        failure -> {
          // Its call may have failed meanwhile, and must then take no effect any more.
          if (failure instanceof RedisNoScriptException && !abandoned) {
            sentSource = true;
            CompletableFuture<T> whole =
                send(commands.<T>eval(script.source(), output, keys, arguments));
            if (abandoned) {
              whole.cancel(true);
            }
            return whole;
          }
          return CompletableFuture.failedFuture(failure);
        });
  }

  /** Whether a script was sent again as source, and so ran after what was sent behind it. */
  boolean isOutOfOrder() {
    return sentSource;
  }

  <T> T run(Script script, ScriptOutputType output, String[] keys, String... arguments)
      throws InterruptedException, ExecutionException, TimeoutException {
    return await(this.<T>send(script, output, keys, arguments));
  }

  <T> T await(CompletionStage<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return await(answer, deadline);
  }

  static <T> T await(CompletionStage<T> answer, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    long left = Math.max(0, deadline - System.nanoTime());
    return answer.toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
  }

  long millisLeft() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  /** Takes back what was not sent yet, so that it takes no effect after its call has failed. */
  void abandon() {
    abandoned = true;
    sent.forEach(command -> command.cancel(true));
  }
}
