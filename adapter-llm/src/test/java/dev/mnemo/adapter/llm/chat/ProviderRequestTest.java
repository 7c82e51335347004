package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.Dialect.KEY;
import static dev.mnemo.adapter.llm.chat.ProviderSetup.window;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import dev.langchain4j.data.message.UserMessage;
import dev.mnemo.domain.model.language.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent to each provider, field by field. */
class ProviderRequestTest {

  private static final Prompt PROMPT =
      new Prompt(
          "Be brief.", window("Who is Alice?", "Bob's wife."), List.of(), "Where?", "Where?");
  private static final String MESSAGE =
      ((UserMessage)
              new PromptMessages(ChatPromptConfig.BUILT_IN.answerMessage()).of(PROMPT).getLast())
          .singleText();

  private record Sent(String path, Headers headers, JsonNode body) {

    String header(String name) {
      return headers.getFirst(name);
    }
  }

  private static Sent whole(Dialect dialect) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, Replies.answer(dialect, "Paris."))) {
      setup.model().complete(PROMPT);
      return sent(setup);
    }
  }

  private static Sent streamed(Dialect dialect) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, Replies.answer(dialect, "Paris."))) {
      setup.model().stream(PROMPT, piece -> {});
      return sent(setup);
    }
  }

  private static Sent rewriting(Dialect dialect) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, Replies.answer(dialect, "Where?"))) {
      setup.rewriter().rewrite("What does she do?", PROMPT.history());
      return sent(setup);
    }
  }

  private static Sent sent(ProviderSetup setup) {
    assertThat(setup.server.protocols()).containsExactly("HTTP/1.1");
    Headers headers = setup.server.headers().getFirst();
    assertThat(headers).doesNotContainKey("Upgrade");
    assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
    return new Sent(setup.server.paths().getFirst(), headers, setup.server.requests().getFirst());
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void openAiShouldGetAChatCompletion() throws Exception {
    Sent whole = whole(new OpenAiDialect());
    Sent streamed = streamed(new OpenAiDialect());
    Sent rewriting = rewriting(new OpenAiDialect());

    assertThat(whole.path()).isEqualTo("POST /v1/chat/completions").isEqualTo(streamed.path());
    assertThat(whole.header("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(whole.body())
        .isEqualTo(
            json(
                """
                {"model": "test-model", "messages": [
                  {"role": "system", "content": "Be brief."},
                  {"role": "user", "content": %s}], "stream": false}"""
                    .formatted(Replies.json(MESSAGE))));
    assertThat(streamed.body().path("stream").asBoolean()).isTrue();
    assertThat(streamed.body().at("/stream_options/include_usage").asBoolean()).isTrue();
    assertThat(streamed.body().path("messages")).isEqualTo(whole.body().path("messages"));
    assertThat(rewriting.body().path("temperature").asDouble(1)).isZero();
    assertThat(rewriting.body().path("max_tokens").asInt()).isBetween(1_000, 1_200);
  }

  @Test
  void anthropicShouldGetAMessage() throws Exception {
    Sent whole = whole(new AnthropicDialect());
    Sent streamed = streamed(new AnthropicDialect());
    Sent rewriting = rewriting(new AnthropicDialect());

    assertThat(whole.path()).isEqualTo("POST /v1/messages").isEqualTo(streamed.path());
    assertThat(whole.header("x-api-key")).isEqualTo(KEY);
    assertThat(whole.header("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(whole.headers()).doesNotContainKey("Authorization");
    assertThat(whole.body())
        .isEqualTo(
            json(
                """
                {"model": "test-model", "max_tokens": 4096, "stream": false,
                 "system": [{"type": "text", "text": "Be brief."}],
                 "messages": [{"role": "user", "content": [{"type": "text", "text": %s}]}]}"""
                    .formatted(Replies.json(MESSAGE))));
    assertThat(streamed.body().path("stream").asBoolean()).isTrue();
    assertThat(streamed.body().path("max_tokens").asInt()).isEqualTo(4096);
    assertThat(streamed.body().path("messages")).isEqualTo(whole.body().path("messages"));
    assertThat(rewriting.body().path("temperature").asDouble(1)).isZero();
    assertThat(rewriting.body().path("max_tokens").asInt()).isBetween(1_000, 1_200);
  }

  @Test
  void geminiShouldGetContents() throws Exception {
    Sent whole = whole(new GeminiDialect());
    Sent streamed = streamed(new GeminiDialect());
    Sent rewriting = rewriting(new GeminiDialect());

    assertThat(whole.path()).isEqualTo("POST /v1beta/models/test-model:generateContent");
    assertThat(streamed.path())
        .isEqualTo("POST /v1beta/models/test-model:streamGenerateContent?alt=sse");
    assertThat(whole.header("x-goog-api-key")).isEqualTo(KEY);
    assertThat(whole.body().path("contents"))
        .isEqualTo(
            json(
                """
                [{"role": "user", "parts": [{"text": %s}]}]"""
                    .formatted(Replies.json(MESSAGE))));
    assertThat(whole.body().at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be brief.");
    assertThat(streamed.body()).isEqualTo(whole.body());
    assertThat(rewriting.body().at("/generationConfig/temperature").asDouble(1)).isZero();
    assertThat(rewriting.body().at("/generationConfig/maxOutputTokens").asInt())
        .isBetween(1_000, 1_200);
  }

  @Test
  void ollamaShouldGetAChatAndTheContextLengthThatItNeeds() throws Exception {
    Sent whole = whole(new OllamaDialect());
    Sent streamed = streamed(new OllamaDialect());
    Sent rewriting = rewriting(new OllamaDialect());

    assertThat(whole.path()).isEqualTo("POST /api/chat").isEqualTo(streamed.path());
    assertThat(whole.header("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(whole.body().path("model").asText()).isEqualTo("test-model");
    assertThat(whole.body().path("messages"))
        .isEqualTo(
            json(
                """
                [{"role": "system", "content": "Be brief."},
                 {"role": "user", "content": %s}]"""
                    .formatted(Replies.json(MESSAGE))));
    assertThat(whole.body().path("stream").asBoolean(true)).isFalse();
    assertThat(streamed.body().path("stream").asBoolean()).isTrue();
    assertThat(whole.body().at("/options/num_ctx").asInt()).isEqualTo(8_000 + 4_096);
    assertThat(streamed.body().at("/options/num_ctx").asInt()).isEqualTo(8_000 + 4_096);
    assertThat(rewriting.body().at("/options/temperature").asDouble(1)).isZero();
    assertThat(rewriting.body().at("/options/num_predict").asInt()).isBetween(1_000, 1_200);
  }
}
