package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.adapter.llm.chat.ModelServer.Call;
import java.net.URI;
import java.util.List;

/** How a provider's server speaks, in the shapes that its documentation shows. */
interface Dialect {

  String MODEL = "test-model";
  String KEY = "sk-very-secret-0123456789";

  /** Words that no caller may see. */
  String WORDS = "PROVIDER WORDS with " + KEY;

  List<Dialect> ALL =
      List.of(
          new OpenAiDialect(), new AnthropicDialect(), new GeminiDialect(), new OllamaDialect());

  /** The above as a source of arguments. */
  String EACH = "dev.mnemo.adapter.llm.chat.Dialect#ALL";

  /** Why an answer ends. */
  enum End {
    STOP,
    LENGTH
  }

  /** What a request is refused with. */
  record Refused(int status, String body) {}

  /** The server at {@code origin}, with the key. */
  ProviderConfig config(URI origin, LlmConfig llm);

  boolean streamed(Call call);

  /** The text of the last message. */
  String asked(JsonNode request);

  /** A whole answer of 120 tokens in and 7 out. */
  String whole(String text, End end);

  /** What a streamed answer starts with; empty for nothing. */
  String start();

  /** A piece of a streamed answer. */
  String piece(String text);

  /** What ends a streamed answer; 120 tokens in and 7 out. */
  String end(End end);

  /** A failure in the middle of a streamed answer, with {@link #WORDS}. */
  String failure();

  /** A sign of life that is none of the model. */
  String keepAlive();

  /** The event or line around a payload. */
  String frame(String payload);

  Refused tooLong();

  Refused wrongKey();

  Refused unknownModel();

  Refused overloaded();
}
