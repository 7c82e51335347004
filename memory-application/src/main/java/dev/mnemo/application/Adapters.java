package dev.mnemo.application;

import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.UsageLedger;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the use cases run on.
 *
 * @param sessions empty where the session cache is off; searches then answer without memory
 * @param ledger empty where none is kept; what calls cost is then told with their results alone
 * @param embedder empty to find by words alone
 * @param reranker empty to leave the order to ranking
 * @param embeddingIndex empty for a graph whose vectors cannot be made anew
 * @param shared empty where none are kept; there are then no jobs, users, feedback and improving
 * @param random the source of the random part of entry ids
 */
public record Adapters(
    Optional<SessionCache> sessions,
    Optional<UsageLedger> ledger,
    KnowledgeGraph graph,
    DatasetCatalog datasets,
    LanguageModel model,
    KnowledgeExtractor extractor,
    QuestionRewriter rewriter,
    Optional<Embedder> embedder,
    Optional<Reranker> reranker,
    Optional<EmbeddingIndex> embeddingIndex,
    Optional<SharedStores> shared,
    Clock clock,
    RandomGenerator random) {}
