package dev.mnemo.bootstrap;

import com.google.inject.Module;
import dev.mnemo.adapter.cache.fs.FsCacheConfig;
import dev.mnemo.adapter.cache.fs.FsCacheModule;
import dev.mnemo.adapter.cache.redis.RedisCacheConfig;
import dev.mnemo.adapter.cache.redis.RedisCacheModule;
import dev.mnemo.adapter.graph.neo4j.Neo4jGraphConfig;
import dev.mnemo.adapter.graph.neo4j.Neo4jGraphModule;
import dev.mnemo.adapter.graph.neo4j.embedded.EmbeddedNeo4jConfig;
import dev.mnemo.adapter.graph.neo4j.embedded.EmbeddedNeo4jModule;
import dev.mnemo.adapter.llm.chat.LlmConfig;
import dev.mnemo.adapter.llm.chat.ModelExtractorConfig;
import dev.mnemo.adapter.llm.chat.ModelExtractorModule;
import dev.mnemo.adapter.llm.chat.ProviderConfig;
import dev.mnemo.adapter.llm.chat.ProviderConfig.Provider;
import dev.mnemo.adapter.llm.chat.ProviderModule;
import dev.mnemo.adapter.llm.embedding.EmbeddingConfig;
import dev.mnemo.adapter.llm.embedding.EmbeddingModule;
import dev.mnemo.adapter.llm.offline.OfflineLlmModule;
import dev.mnemo.adapter.llm.offline.RulesExtractorModule;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.PriceTable;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.UserScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a configuration into the list of modules that make it true. All choosing is done here, so
 * that no module holds an {@code if}.
 */
final class AdapterChoice {

  /** Where sessions are kept. */
  enum Cache {
    FS,
    REDIS,
    OFF
  }

  /** Where the graph is kept. */
  enum Graph {
    EMBEDDED,
    NEO4J
  }

  /** Who answers. */
  enum Llm {
    OFFLINE,
    OPENAI,
    ANTHROPIC,
    GEMINI,
    OLLAMA
  }

  /** Who extracts: the model where there is one, unless told otherwise. */
  enum Extractor {
    AUTO,
    MODEL,
    RULES
  }

  /** How texts become vectors. */
  enum Embeddings {
    E5,
    OPENAI,
    GEMINI,
    OLLAMA,
    OFF
  }

  /** Who puts the best of what was found in order. */
  enum Reranking {
    ONNX,
    SERVER,
    OFF
  }

  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  private final Configuration configuration;
  private final StartListener starting;
  private final Prompts prompts;

  AdapterChoice(Configuration configuration, StartListener starting) {
    this.configuration = configuration;
    this.starting = starting;
    this.prompts = Prompts.of(configuration);
  }

  UserScope scope() {
    return configuration.scope();
  }

  MemorySettings settings() {
    return new MemorySettings(
        configuration.number(Setting.WINDOW),
        configuration.number(Setting.CHUNK_WORDS),
        configuration.number(Setting.EXTRACT_PARALLEL),
        MemorySettings.DEFAULT.abandonedAfter(),
        configuration
            .duration(Setting.SEARCH_TIMEOUT)
            .orElse(MemorySettings.DEFAULT.searchTimeout()),
        MemorySettings.DEFAULT.lease(),
        prompts.text(Prompts.Part.ANSWER_INSTRUCTIONS).text(),
        prices(),
        MemorySettings.DEFAULT.ranking());
  }

  private PriceTable prices() {
    PriceTable builtIn = MemorySettings.DEFAULT.prices();
    return configuration
        .content(Setting.PRICES)
        .map(text -> PriceTable.parse(configuration.text(Setting.PRICES), text))
        .map(builtIn::overriddenBy)
        .orElse(builtIn);
  }

  List<Module> modules() {
    List<Module> modules = new ArrayList<>();
    modules.addAll(cache());
    modules.addAll(graph());
    modules.addAll(llm());
    modules.addAll(extractor());
    modules.addAll(embeddings());
    modules.addAll(reranker());
    return modules;
  }

  private List<Module> cache() {
    return switch (configuration.choice(Setting.CACHE, Cache.class)) {
      case FS ->
          List.of(
              new FsCacheModule(
                  new FsCacheConfig(
                      data("sessions"),
                      configuration.duration(Setting.CACHE_TTL),
                      FsCacheConfig.DEFAULT_LOCK_TIMEOUT)));
      case REDIS ->
          List.of(
              new RedisCacheModule(
                  new RedisCacheConfig(
                      configuration.uri(Setting.REDIS_URI),
                      configuration.text(Setting.REDIS_PREFIX),
                      configuration.duration(Setting.CACHE_TTL),
                      configuration
                          .duration(Setting.REDIS_TIMEOUT)
                          .orElse(RedisCacheConfig.DEFAULT.timeout()),
                      configuration.number(Setting.REDIS_REPLICAS),
                      RedisCacheConfig.DEFAULT_REQUEST_QUEUE)));
      case OFF -> List.of();
    };
  }

  private List<Module> graph() {
    return switch (configuration.choice(Setting.GRAPH, Graph.class)) {
      case EMBEDDED ->
          List.of(
              // First, so that it is closed last: the driver uses it to the end.
              new EmbeddedNeo4jModule(
                  EmbeddedNeo4jConfig.of(
                          data("graph"), serverLib(), JAVA, Optional.of(scratch("neo4j")))
                      .withIdleTimeout(
                          configuration.duration(Setting.GRAPH_IDLE).orElse(Duration.ZERO)),
                  starting::starting),
              new Neo4jGraphModule());
      case NEO4J -> List.of(new Neo4jGraphModule(), new RemoteNeo4jModule(neo4j()));
    };
  }

  private Neo4jGraphConfig neo4j() {
    Neo4jGraphConfig config =
        Neo4jGraphConfig.of(
            configuration.uri(Setting.NEO4J_URI),
            configuration.text(Setting.NEO4J_USER),
            configuration.text(Setting.NEO4J_PASSWORD));
    return configuration.optional(Setting.NEO4J_DATABASE).map(config::withDatabase).orElse(config);
  }

  private List<Module> llm() {
    return switch (configuration.choice(Setting.LLM, Llm.class)) {
      case OFFLINE -> List.of(new OfflineLlmModule());
      case OPENAI ->
          List.of(
              new ProviderModule(
                  new ProviderConfig(
                      Provider.OPENAI,
                      configuration.uri(Setting.OPENAI_BASE_URL),
                      configuration.optional(Setting.OPENAI_API_KEY),
                      model(Setting.OPENAI_MODEL))));
      case ANTHROPIC ->
          List.of(
              new ProviderModule(
                  new ProviderConfig(
                      Provider.ANTHROPIC,
                      configuration.uri(Setting.ANTHROPIC_BASE_URL),
                      key(Setting.ANTHROPIC_API_KEY),
                      model(Setting.ANTHROPIC_MODEL))));
      case GEMINI ->
          List.of(
              new ProviderModule(
                  new ProviderConfig(
                      Provider.GEMINI,
                      configuration.uri(Setting.GEMINI_BASE_URL),
                      key(Setting.GEMINI_API_KEY),
                      model(Setting.GEMINI_MODEL))));
      case OLLAMA ->
          List.of(
              new ProviderModule(
                  new ProviderConfig(
                      Provider.OLLAMA,
                      configuration.uri(Setting.OLLAMA_BASE_URL),
                      configuration.optional(Setting.OLLAMA_API_KEY),
                      model(Setting.OLLAMA_MODEL))));
    };
  }

  private List<Module> extractor() {
    Extractor extractor = configuration.choice(Setting.EXTRACTOR, Extractor.class);
    if (configuration.choice(Setting.LLM, Llm.class) == Llm.OFFLINE) {
      if (extractor == Extractor.MODEL) {
        throw new InvalidInputException(
            configuration.value(Setting.EXTRACTOR).name(),
            configuration.text(Setting.EXTRACTOR),
            "use auto or rules, or name a model with " + Setting.LLM.variable());
      }
      // The rules come with what answers offline.
      return List.of();
    }
    return switch (extractor) {
      case RULES -> List.of(new RulesExtractorModule());
      case AUTO, MODEL ->
          List.of(
              ModelExtractorModule.of(
                  new ModelExtractorConfig(
                      configuration.file(Setting.ONTOLOGY),
                      configuration
                          .optional(Setting.EXTRACT_RATE)
                          .map(rate -> configuration.number(Setting.EXTRACT_RATE)))));
    };
  }

  private Optional<String> key(Setting setting) {
    return Optional.of(
        configuration.required(setting, "give the key that the provider issued").strip());
  }

  private LlmConfig model(Setting name) {
    return new LlmConfig(
        configuration.required(name, "name a model that the server offers"),
        configuration.number(Setting.LLM_TOKEN_BUDGET),
        configuration.duration(Setting.LLM_TIMEOUT).orElse(LlmConfig.DEFAULT_TIMEOUT),
        configuration.duration(Setting.LLM_IDLE_TIMEOUT).orElse(LlmConfig.DEFAULT_IDLE_TIMEOUT),
        configuration
            .duration(Setting.LLM_REWRITE_TIMEOUT)
            .orElse(LlmConfig.DEFAULT_REWRITE_TIMEOUT),
        prompts.chat());
  }

  private List<Module> embeddings() {
    EmbeddingChoice chosen = new EmbeddingChoice(configuration);
    return switch (configuration.choice(Setting.EMBEDDINGS, Embeddings.class)) {
      case E5 -> List.of(new EmbeddingModule(runtime()));
      case OPENAI -> List.of(chosen.openAi());
      case GEMINI -> List.of(chosen.gemini());
      case OLLAMA -> List.of(chosen.ollama());
      case OFF -> List.of();
    };
  }

  private List<Module> reranker() {
    RerankerChoice chosen = new RerankerChoice(configuration);
    return switch (configuration.choice(Setting.RERANKER, Reranking.class)) {
      case ONNX -> List.of(chosen.onnx(runtime()));
      case SERVER -> List.of(chosen.server());
      case OFF -> List.of();
    };
  }

  private EmbeddingConfig runtime() {
    return new EmbeddingConfig(
        scratch("e5"), System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  private Path data(String name) {
    return configuration.data().resolve(name);
  }

  private Path scratch(String name) {
    return configuration.scratch().resolve(name);
  }

  /** The local graph server's jars: of the distribution, or where its embedder says. */
  private static Path serverLib() {
    String lib = System.getProperty("mnemo.neo4j.lib");
    if (lib != null) {
      return Path.of(lib);
    }
    String home = System.getProperty("mnemo.home");
    if (home == null) {
      throw InvalidInputException.missing(
          "system property mnemo.neo4j.lib",
          "name the folder of the Neo4j server's jars (lib-neo4j of the distribution), or set"
              + " MNEMO_GRAPH=neo4j to use a server of your own");
    }
    return Path.of(home, "lib-neo4j");
  }
}
