package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.mnemo.adapter.llm.chat.Dialect.End;
import dev.mnemo.adapter.llm.chat.Dialect.Refused;
import dev.mnemo.adapter.llm.chat.ModelServer.Call;
import dev.mnemo.adapter.llm.chat.ModelServer.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What servers answer, and how they fail to. */
final class Replies {

  // Escaped, so that half a pair of surrogates can be sent, as real servers do.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Replies() {}

  /** The text, whole or in pieces of a few characters, as asked for. */
  static Reply answer(Dialect dialect, String text) {
    return answer(dialect, call -> text);
  }

  static Reply answer(Dialect dialect, Function<Call, String> text) {
    return call -> {
      if (dialect.streamed(call)) {
        List<String> frames = new ArrayList<>(List.of(dialect.start()));
        String whole = text.apply(call);
        for (int i = 0; i < whole.length(); i += 7) {
          frames.add(dialect.piece(whole.substring(i, Math.min(whole.length(), i + 7))));
        }
        frames.add(dialect.end(End.STOP));
        frames(frames.toArray(String[]::new)).send(call);
      } else {
        body(200, dialect.whole(text.apply(call), End.STOP)).send(call);
      }
    };
  }

  static Reply refusal(Refused refused, String... headers) {
    return body(refused.status(), refused.body(), headers);
  }

  /** Any status and body; {@code headers} in pairs of name and value. */
  static Reply body(int status, String body, String... headers) {
    return call -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      HttpExchange exchange = call.exchange();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** A body that announces more than it sends. */
  static Reply cutBody(String beginning) {
    return call -> {
      call.exchange().sendResponseHeaders(200, 1_000_000);
      call.exchange().getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
      call.exchange().getResponseBody().flush();
      throw new IOException("cut");
    };
  }

  /** Head and beginning of a body, then nothing more, until the client goes. */
  static Reply slowBody() {
    return call -> {
      call.exchange().sendResponseHeaders(200, 0);
      keepAlive(call, " ");
    };
  }

  /** The frames, then signs of life that are none of the model. */
  static Reply stalled(Dialect dialect, String... frames) {
    return call -> {
      frames(frames).send(call);
      keepAlive(call, dialect.keepAlive());
    };
  }

  /** The frames one by one, then the end of the body, orderly as far as HTTP can tell. */
  static Reply frames(String... frames) {
    return call -> {
      call.exchange().sendResponseHeaders(200, 0);
      OutputStream body = call.exchange().getResponseBody();
      for (String frame : frames) {
        body.write(frame.getBytes(StandardCharsets.UTF_8));
        body.flush();
      }
    };
  }

  private static void keepAlive(Call call, String text) throws IOException, InterruptedException {
    OutputStream body = call.exchange().getResponseBody();
    do {
      body.write(text.getBytes(StandardCharsets.UTF_8));
      body.flush();
    } while (!call.closing().await(5, TimeUnit.MILLISECONDS));
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
