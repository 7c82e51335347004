package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a streamed answer. The provider's thread hands its pieces to the caller's, which
 * watches the time: a stalled stream says nothing by itself.
 */
final class ChatStream implements StreamingChatResponseHandler {

  private sealed interface Event {}

  private record Piece(String text) implements Event {}

  private record Alive() implements Event {}

  private record Done(ChatResponse response) implements Event {}

  private record Failed(Throwable failure) implements Event {}

  // A server that is faster than its reader waits, and fills no memory.
  private static final int MOST_WAITING = 1_024;
  private static final long LOOK_MILLIS = 100;

  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean over;
  private volatile @Nullable StreamingHandle handle;

  private ChatStream() {}

  /** The last words of the stream, after {@code pieces} was given everything before. */
  static ChatResponse run(
      String name,
      StreamingChatModel model,
      ChatRequest request,
      Duration idle,
      ChatDeadline deadline,
      Consumer<String> pieces) {
    ChatCall.refuseInterrupted(name);
    ChatStream stream = new ChatStream();
    Thread provider =
        Thread.ofVirtual().name("mnemo-model").start(() -> stream.produce(model, request));
    try {
      return stream.consume(name, idle, deadline, pieces);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChatCall.interrupted(name, e);
    } finally {
      stream.over = true;
      provider.interrupt();
      stream.cancel();
    }
  }

  // A client may stream on this thread, or return at once and stream on threads of its own.
  private void produce(StreamingChatModel model, ChatRequest request) {
    try {
      model.chat(request, this);
    } catch (RuntimeException | Error e) {
      emit(new Failed(e));
    }
  }

  private ChatResponse consume(
      String name, Duration idle, ChatDeadline deadline, Consumer<String> pieces)
      throws InterruptedException {
    while (true) {
      Duration left = deadline.left();
      if (left.isNegative() || left.isZero()) {
        throw ChatCall.late(name, new TimeoutException());
      }
      boolean last = left.compareTo(idle) <= 0;
      Event event = events.poll((last ? left : idle).toNanos(), TimeUnit.NANOSECONDS);
      switch (event) {
        case null -> throw last ? ChatCall.late(name, new TimeoutException()) : stalled(name);
        case Piece piece -> pieces.accept(piece.text());
        case Alive alive -> {}
        case Done done -> {
          return done.response();
        }
        case Failed failed -> throw ChatFailures.of(name, failed.failure());
      }
    }
  }

  private static RuntimeException stalled(String name) {
    return ChatFailures.transientFailure(
        name,
        "stopped in the middle of its answer; try again, or allow longer silences",
        new TimeoutException());
  }

  // Until somebody reads it, or nobody will any more.
  private void emit(Event event) {
    try {
      while (!over && !events.offer(event, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        continue;
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel() {
    StreamingHandle started = handle;
    if (started != null) {
      started.cancel();
    }
  }

  @Override
  public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
    handle = context.streamingHandle();
    if (over) {
      // Whoever ended it may have done so before there was anything to cancel.
      cancel();
    }
    onPartialResponse(piece.text());
  }

  @Override
  public void onPartialResponse(String piece) {
    emit(new Piece(piece));
  }

  @Override
  public void onPartialThinking(PartialThinking thinking) {
    emit(new Alive());
  }

  @Override
  public void onUnmappedRawEvent(Object event) {
    emit(new Alive());
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    emit(new Done(response));
  }

  @Override
  public void onError(Throwable failure) {
    emit(new Failed(failure));
  }
}
