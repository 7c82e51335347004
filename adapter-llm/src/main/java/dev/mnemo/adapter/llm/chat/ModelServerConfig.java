package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.model.Require;
import java.net.URI;
import java.util.Optional;

/**
 * The server of an embedding model or a reranker.
 *
 * @param baseUri what comes before the path of the provider's protocol, such as {@code
 *     https://api.openai.com/v1} or {@code http://localhost:11434}
 * @param apiKey empty for servers that ask for none; sent to {@code baseUri} alone and never shown
 */
public record ModelServerConfig(URI baseUri, Optional<String> apiKey) {

  // Any name does: only the address and the key are looked at.
  private static final String ANY_MODEL = "any";

  public ModelServerConfig {
    Require.present("base URL", baseUri);
    Require.present("API key", apiKey);
    baseUri = ProviderConfig.openAi(baseUri, apiKey, LlmConfig.of(ANY_MODEL)).baseUri();
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "ModelServerConfig[baseUri=%s, apiKey=%s]"
        .formatted(baseUri, apiKey.isPresent() ? "***" : "none");
  }
}
