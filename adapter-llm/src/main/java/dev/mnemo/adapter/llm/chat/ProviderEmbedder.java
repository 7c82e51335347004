package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.port.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Embeds by any embedding model that LangChain4j speaks to. */
final class ProviderEmbedder implements Embedder {

  /** A model for one request, which is to go through {@code http}. */
  interface Provider {
    EmbeddingModel model(Purpose purpose, HttpClientBuilder http);
  }

  /** Below what any provider takes in one request. */
  private static final int TOKENS_AT_ONCE = 20_000;

  private static final List<String> SAMPLE = List.of("How long is a vector?");
  private static final Usage NOTHING = new Usage(0, 0, Optional.empty(), false);

  private final EmbeddingModelConfig config;
  private final Provider provider;
  private final HttpClient http;
  private final ChatRetry retry;
  private final ChatTokens tokens;
  private final AtomicInteger dimension;

  ProviderEmbedder(
      EmbeddingModelConfig config, Provider provider, HttpClient http, ChatRetry retry) {
    this.config = config;
    this.provider = provider;
    this.http = http;
    this.retry = retry;
    this.tokens = ChatTokens.of(config.model());
    this.dimension = new AtomicInteger(config.dimension().orElse(0));
  }

  @Override
  public String name() {
    return config.space();
  }

  /** As configured, or as of the first vector that the model gave; asks for one where none was. */
  @Override
  public int dimension() {
    if (dimension.get() == 0) {
      embed(SAMPLE, Purpose.PASSAGE);
    }
    return dimension.get();
  }

  @Override
  public Embeddings embed(List<String> texts, Purpose purpose) {
    for (String text : Require.present("texts", texts)) {
      if (Require.text("text", text).isBlank()) {
        throw new InvalidInputException("text", text, "give texts that are not blank");
      }
    }
    List<dev.mnemo.domain.model.Embedding> values = new ArrayList<>(texts.size());
    Usage usage = NOTHING;
    for (List<Sent> batch : batches(texts, prefix(purpose))) {
      Response<List<Embedding>> response;
      try {
        response = request(batch, purpose);
      } catch (ModelFailureException e) {
        throw ChatFailures.costing(e, name(), values.isEmpty() ? Usage.NONE : usage);
      }
      response.content().forEach(one -> values.add(embedding(one.vector())));
      usage = usage.plus(usage(batch, response.tokenUsage()));
    }
    return new Embeddings(values, texts.isEmpty() ? Usage.NONE : usage);
  }

  /** A text as it goes to the model. */
  private record Sent(String text, int tokens) {}

  private String prefix(Purpose purpose) {
    return switch (purpose) {
      case QUERY -> config.queryPrefix();
      case PASSAGE -> config.passagePrefix();
    };
  }

  private List<List<Sent>> batches(List<String> texts, String prefix) {
    List<List<Sent>> batches = new ArrayList<>();
    List<Sent> batch = new ArrayList<>();
    int weight = 0;
    for (String text : texts) {
      String head = tokens.head(prefix + text, config.tokensPerText());
      Sent next = new Sent(head, tokens.count(head));
      boolean full =
          batch.size() == config.textsAtOnce() || weight + next.tokens() > TOKENS_AT_ONCE;
      if (full && !batch.isEmpty()) {
        batches.add(batch);
        batch = new ArrayList<>();
        weight = 0;
      }
      batch.add(next);
      weight += next.tokens();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private Response<List<Embedding>> request(List<Sent> batch, Purpose purpose) {
    List<TextSegment> segments = batch.stream().map(sent -> TextSegment.from(sent.text())).toList();
    ChatDeadline deadline = ChatDeadline.in(config.timeout());
    return retry.run(
        config.model(),
        deadline,
        () -> {
          Response<List<Embedding>> response =
              ChatCall.run(config.model(), () -> attempt(segments, purpose), deadline);
          requireOneEach(batch, response.content());
          return response;
        },
        () -> true);
  }

  private Response<List<Embedding>> attempt(List<TextSegment> segments, Purpose purpose) {
    SingleRequest once = new SingleRequest(http);
    try {
      return provider.model(purpose, new ProviderHttpClientBuilder(once)).embedAll(segments);
    } catch (RuntimeException e) {
      throw once.failure(e);
    }
  }

  private void requireOneEach(List<Sent> batch, List<Embedding> content) {
    if (content == null || content.size() != batch.size()) {
      throw ChatFailures.transientFailure(
          config.model(),
          "gave %d vectors for %d texts; try again"
              .formatted(content == null ? 0 : content.size(), batch.size()),
          new IllegalStateException());
    }
  }

  private dev.mnemo.domain.model.Embedding embedding(float[] vector) {
    dimension.compareAndSet(0, vector.length);
    if (vector.length != dimension.get()) {
      throw useless(
          "gave a vector of %d dimensions instead of %d; correct the embedding dimension, or"
                  .formatted(vector.length, dimension.get())
              + " leave it out",
          new IllegalStateException());
    }
    try {
      return dev.mnemo.domain.model.Embedding.of(name(), vector);
    } catch (InvalidInputException e) {
      throw useless("gave a vector that is all zero or not finite; use another model", e);
    }
  }

  private ModelFailureException useless(String what, Exception cause) {
    return ModelFailureException.permanentFailure(
        "the model '%s' %s".formatted(config.model(), what), cause);
  }

  // An output count is no cost of an embedding, whatever a server calls it.
  private static Usage usage(List<Sent> batch, @Nullable TokenUsage reported) {
    Optional<Integer> in =
        Optional.ofNullable(reported).map(TokenUsage::inputTokenCount).filter(n -> n >= 0);
    long sent = in.orElseGet(() -> batch.stream().mapToInt(Sent::tokens).sum());
    return new Usage(sent, 0, Optional.empty(), in.isEmpty());
  }
}
