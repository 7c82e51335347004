package dev.mnemo.bootstrap.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be set: as {@code key} in a properties file, as a variable MNEMO_KEY. */
public enum Setting {
  DATA("data", "", "the folder that holds everything"),
  SCRATCH("scratch", "", "a folder for what can be made again: unpacked models, archived classes"),
  USER("user", "default_user", "on whose behalf commands run"),
  ADMIN(
      "admin",
      "false",
      "whether that user may act on everybody's sessions and users: true or false"),
  CACHE("cache", "fs", "where sessions are kept: fs, redis or off"),
  CACHE_TTL("cache.ttl", "", "how long after its last write a session expires, such as 24h"),
  REDIS_URI("redis.uri", "redis://localhost:6379", "the Redis that keeps sessions"),
  REDIS_PREFIX("redis.prefix", "mnemo:", "what every key in Redis starts with"),
  REDIS_TIMEOUT("redis.timeout", "4s", "how long one call to Redis may take"),
  REDIS_REPLICAS("redis.replicas", "0", "how many replicas must confirm a write"),
  GRAPH("graph", "embedded", "where the graph is kept: embedded or neo4j"),
  GRAPH_IDLE("graph.idle", "10m", "how long the local graph server stays unused; 0 = not at all"),
  NEO4J_URI("neo4j.uri", "bolt://localhost:7687", "the Neo4j server"),
  NEO4J_USER("neo4j.user", "neo4j", "its user"),
  NEO4J_PASSWORD("neo4j.password", "", "its password"),
  NEO4J_DATABASE("neo4j.database", "", "its database; empty for the server's default"),
  LLM("llm", "offline", "who answers: offline, openai, anthropic, gemini or ollama"),
  LLM_TIMEOUT("llm.timeout", "2m", "how long one call of the model may take, retries included"),
  LLM_IDLE_TIMEOUT("llm.idle.timeout", "1m", "how long a streamed answer may be silent"),
  LLM_REWRITE_TIMEOUT("llm.rewrite.timeout", "10s", "after which rules rewrite a follow-up"),
  LLM_TOKEN_BUDGET("llm.token.budget", "8000", "how many tokens a prompt has at most"),
  OPENAI_BASE_URL("openai.base.url", "https://api.openai.com/v1", "OpenAI, or a server like it"),
  OPENAI_API_KEY("openai.api.key", "", "its key; many local servers need none"),
  OPENAI_MODEL("openai.model", "", "the model's name there"),
  ANTHROPIC_BASE_URL("anthropic.base.url", "https://api.anthropic.com/v1", "Anthropic's server"),
  ANTHROPIC_API_KEY("anthropic.api.key", "", "its key"),
  ANTHROPIC_MODEL("anthropic.model", "", "the model's name there"),
  GEMINI_BASE_URL(
      "gemini.base.url", "https://generativelanguage.googleapis.com/v1beta", "Gemini's server"),
  GEMINI_API_KEY("gemini.api.key", "", "its key"),
  GEMINI_MODEL("gemini.model", "", "the model's name there"),
  OLLAMA_BASE_URL("ollama.base.url", "http://localhost:11434", "the Ollama that answers"),
  OLLAMA_API_KEY("ollama.api.key", "", "its key, where something in front of it asks for one"),
  OLLAMA_MODEL("ollama.model", "", "the model's name there"),
  PRICES("prices", "", "a file of what models cost, beside and before the built-in prices"),
  EMBEDDINGS("embeddings", "e5", "how texts become vectors: e5, openai, gemini, ollama or off"),
  EMBEDDINGS_MODEL("embeddings.model", "", "the embedding model's name"),
  EMBEDDINGS_BASE_URL("embeddings.base.url", "", "its server; empty for the provider's own"),
  EMBEDDINGS_API_KEY("embeddings.api.key", "", "its key"),
  EMBEDDINGS_DIMENSION("embeddings.dimension", "", "its vectors' length; empty for what it gives"),
  EMBEDDINGS_QUERY_PREFIX("embeddings.query.prefix", "", "what it wants in front of a question"),
  EMBEDDINGS_PASSAGE_PREFIX("embeddings.passage.prefix", "", "what it wants in front of a passage"),
  EMBEDDINGS_BATCH("embeddings.batch", "64", "how many texts one request holds at most"),
  EMBEDDINGS_MAX_TOKENS("embeddings.max.tokens", "", "longer texts are cut; empty for the usual"),
  RERANKER("reranker", "off", "who puts the best of what was found in order: onnx, server or off"),
  RERANKER_MODEL("reranker.model", "", "the model's .onnx file, or its name at the server"),
  RERANKER_TOKENIZER("reranker.tokenizer", "", "the .onnx file's tokenizer.json; empty: beside it"),
  RERANKER_BASE_URL("reranker.base.url", "", "a server that speaks Cohere's /rerank"),
  RERANKER_API_KEY("reranker.api.key", "", "its key; many local servers need none"),
  RERANKER_TIMEOUT("reranker.timeout", "5s", "after which the order found stays as it is"),
  PROMPTS("prompts", "", "a folder of prompts that replace built-in ones; see mnemo prompts"),
  WINDOW("window", "10", "how many recent turns go into a prompt"),
  SEARCH_TIMEOUT("search.timeout", "2m", "how long one search may take, its answer included"),
  CHUNK_WORDS("chunk.words", "200", "how many words a chunk holds at most"),
  EXTRACTOR("extractor", "auto", "who extracts: model, rules, or auto: the model if there is one"),
  EXTRACT_PARALLEL("extract.parallel", "4", "how many chunks are extracted at the same time"),
  EXTRACT_RATE("extract.rate", "", "how many requests a minute extraction makes; empty = any"),
  ONTOLOGY("ontology", "", "a JSON file with the types of entities and relations to extract");

  private final String key;
  private final String fallback;
  private final String meaning;

  Setting(String key, String fallback, String meaning) {
    this.key = key;
    this.fallback = fallback;
    this.meaning = meaning;
  }

  /** Its name in a properties file. */
  public String key() {
    return key;
  }

  /** Its name in the environment. */
  public String variable() {
    return "MNEMO_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** Its value where nobody sets it; empty for none. */
  public String fallback() {
    return fallback;
  }

  /** What it means, in a line. */
  public String meaning() {
    return meaning;
  }

  /** Whether its value is never shown. */
  public boolean secret() {
    return this == NEO4J_PASSWORD || key.endsWith(".api.key");
  }

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  static Optional<Setting> ofVariable(String variable) {
    return Arrays.stream(values())
        .filter(setting -> setting.variable().equals(variable))
        .findFirst();
  }
}
