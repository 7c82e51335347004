package dev.mnemo.adapter.llm.chat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingResult;
import com.knuddels.jtokkit.api.EncodingType;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.TokenUsage;
import dev.mnemo.domain.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts tokens with OpenAI's tokenizers: exact for its models, an estimate for all others. The
 * tokenizer is loaded at the first count.
 */
final class ChatTokens {

  // What a provider puts around each message, and before the answer.
  private static final int AROUND_MESSAGE = 4;
  private static final int BEFORE_ANSWER = 3;

  // Loads an encoding at its first use and keeps it, for all: each takes time and megabytes.
  private static final EncodingRegistry KNOWN = Encodings.newLazyEncodingRegistry();

  private final Supplier<Encoding> encoding;

  private ChatTokens(Supplier<Encoding> encoding) {
    this.encoding = encoding;
  }

  static ChatTokens of(String model) {
    return new ChatTokens(
        () ->
            KNOWN
                .getEncodingForModel(model)
                .orElseGet(() -> KNOWN.getEncoding(EncodingType.O200K_BASE)));
  }

  int count(String text) {
    // Ordinary: a text that spells a control token is a text.
    return text.isEmpty() ? 0 : encoding.get().countTokensOrdinary(text);
  }

  /** The text, or as much of its beginning as so many tokens hold. */
  String head(String text, int tokens) {
    EncodingResult known = encoding.get().encodeOrdinary(text, tokens);
    return known.isTruncated() ? encoding.get().decode(known.getTokens()) : text;
  }

  /** What was spent, as reported; each count that was not reported is estimated. */
  Usage usage(List<ChatMessage> sent, String received, @Nullable TokenUsage reported) {
    Optional<Integer> in =
        Optional.ofNullable(reported).map(TokenUsage::inputTokenCount).filter(n -> n >= 0);
    Optional<Integer> out =
        Optional.ofNullable(reported).map(ChatTokens::produced).filter(n -> n >= 0);
    return new Usage(
        in.orElseGet(() -> count(sent)),
        out.orElseGet(() -> count(received)),
        Optional.empty(),
        in.isEmpty() || out.isEmpty());
  }

  // What Gemini thinks before it answers is paid for, and only the total tells it.
  private static @Nullable Integer produced(TokenUsage reported) {
    Integer in = reported.inputTokenCount();
    Integer out = reported.outputTokenCount();
    Integer total = reported.totalTokenCount();
    return in == null || out == null || total == null
        ? out
        : Integer.valueOf(Math.max(out, total - in));
  }

  private int count(List<ChatMessage> messages) {
    int sum = BEFORE_ANSWER;
    for (ChatMessage message : messages) {
      sum += AROUND_MESSAGE + count(text(message));
    }
    return sum;
  }

  private static String text(ChatMessage message) {
    return switch (message) {
      case SystemMessage system -> system.text();
      case UserMessage user -> user.singleText();
      case AiMessage answer -> answer.text();
      default -> throw new IllegalArgumentException("only texts are sent, not " + message.type());
    };
  }
}
