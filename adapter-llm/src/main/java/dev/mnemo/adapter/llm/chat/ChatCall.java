package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.mnemo.domain.exception.ModelFailureException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One attempt at a whole answer. It runs on a thread of its own, which is interrupted at the
 * deadline: the time-outs of providers' clients do not bound the reading of a body.
 */
final class ChatCall {

  private ChatCall() {}

  static ChatResponse run(
      String name, ChatModel model, ChatRequest request, ChatDeadline deadline) {
    return run(name, () -> model.chat(request), deadline);
  }

  /** As above, for whatever else a model is asked. */
  static <T> T run(String name, Callable<T> call, ChatDeadline deadline) {
    refuseInterrupted(name);
    Duration patience = deadline.left();
    FutureTask<T> attempt = new FutureTask<>(call);
    Thread.ofVirtual().name("mnemo-model").start(attempt);
    try {
      return attempt.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw ChatFailures.of(name, e);
    } catch (TimeoutException e) {
      throw late(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(name, e);
    } finally {
      attempt.cancel(true);
    }
  }

  static void refuseInterrupted(String name) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(name, new InterruptedException());
    }
  }

  static ModelFailureException interrupted(String name, Throwable cause) {
    return ChatFailures.transientFailure(name, "was not waited for: the call was ended", cause);
  }

  static ModelFailureException late(String name, Throwable cause) {
    return ChatFailures.transientFailure(
        name, "did not finish in time; try again, or allow more time", cause);
  }
}
