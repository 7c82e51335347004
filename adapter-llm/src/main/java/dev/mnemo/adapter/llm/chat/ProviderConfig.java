package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A model behind one of the interfaces that mnemo speaks.
 *
 * @param provider whose interface it is
 * @param baseUri what comes before the interface's own paths, such as {@code
 *     https://api.openai.com/v1}
 * @param apiKey empty for servers that ask for none; sent to {@code baseUri} alone and never shown
 * @param llm the model's name and limits
 */
public record ProviderConfig(
    Provider provider, URI baseUri, Optional<String> apiKey, LlmConfig llm) {

  /** Whose interface is spoken. */
  public enum Provider {
    /** OpenAI's chat completions, which most servers offer: vLLM, llama.cpp, LM Studio and more. */
    OPENAI("https://api.openai.com/v1", "/chat/completions", false),
    /** Anthropic's messages. */
    ANTHROPIC("https://api.anthropic.com/v1", "/messages", true),
    /** Google's Gemini API. */
    GEMINI("https://generativelanguage.googleapis.com/v1beta", "/models", true),
    /** Ollama's own interface. */
    OLLAMA("http://localhost:11434", "/api/chat", false);

    private final URI baseUri;
    private final String path;
    private final boolean keyed;

    Provider(String baseUri, String path, boolean keyed) {
      this.baseUri = URI.create(baseUri);
      this.path = path;
      this.keyed = keyed;
    }

    /** Where the provider itself, or a server on this machine, is found. */
    public URI baseUri() {
      return baseUri;
    }
  }

  // It becomes a part of Gemini's addresses.
  private static final Pattern IN_PATH = Pattern.compile("[A-Za-z0-9._-]+");

  public ProviderConfig {
    Require.present("provider", provider);
    baseUri = requireBase(provider, Require.present("base URL", baseUri));
    Require.present("API key", apiKey).ifPresent(ProviderConfig::requireKey);
    Require.present("model and limits", llm);
    if (provider.keyed && apiKey.isEmpty()) {
      throw InvalidInputException.missing("API key", "give the key that the provider issued");
    }
    if (provider == Provider.GEMINI && !IN_PATH.matcher(llm.model()).matches()) {
      throw new InvalidInputException(
          "model", llm.model(), "use a name such as gemini-2.5-flash, without models/");
    }
  }

  /** A server with OpenAI's interface: its own, or any other. */
  public static ProviderConfig openAi(URI baseUri, Optional<String> apiKey, LlmConfig llm) {
    return new ProviderConfig(Provider.OPENAI, baseUri, apiKey, llm);
  }

  /** Anthropic itself. */
  public static ProviderConfig anthropic(String apiKey, LlmConfig llm) {
    return of(Provider.ANTHROPIC, Optional.of(apiKey), llm);
  }

  /** Google itself. */
  public static ProviderConfig gemini(String apiKey, LlmConfig llm) {
    return of(Provider.GEMINI, Optional.of(apiKey), llm);
  }

  /** Ollama on this machine. */
  public static ProviderConfig ollama(LlmConfig llm) {
    return of(Provider.OLLAMA, Optional.empty(), llm);
  }

  private static ProviderConfig of(Provider provider, Optional<String> apiKey, LlmConfig llm) {
    return new ProviderConfig(provider, provider.baseUri(), apiKey, llm);
  }

  /** This at another address. */
  public ProviderConfig withBaseUri(URI uri) {
    return new ProviderConfig(provider, uri, apiKey, llm);
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "ProviderConfig[provider=%s, baseUri=%s, apiKey=%s, llm=%s]"
        .formatted(provider, baseUri, apiKey.isPresent() ? "***" : "none", llm);
  }

  private static URI requireBase(Provider provider, URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw new InvalidInputException(
          "base URL", "a URL with a user or a password", "give the key as the API key instead");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      // Not shown: some put the key there.
      throw new InvalidInputException(
          "base URL",
          "a URL with '?' or '#'",
          "use one such as %s, and give the key as the API key".formatted(provider.baseUri()));
    }
    String scheme = uri.getScheme();
    if (scheme == null
        || !Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      throw new InvalidInputException(
          "base URL", uri, "use one such as %s".formatted(provider.baseUri()));
    }
    String text = uri.toString();
    if (text.endsWith(provider.path)) {
      throw new InvalidInputException("base URL", uri, "leave %s out".formatted(provider.path));
    }
    return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : uri;
  }

  // It becomes a header; what a header cannot hold would be refused with the key in the message.
  private static void requireKey(String key) {
    if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new InvalidInputException(
          "API key",
          key.isBlank() ? "blank" : "a text with blanks or unusual characters",
          "give the key as the provider shows it, or none");
    }
  }
}
