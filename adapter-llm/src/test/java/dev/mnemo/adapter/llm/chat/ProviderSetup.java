package dev.mnemo.adapter.llm.chat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.name.Names;
import dev.mnemo.adapter.llm.chat.ModelServer.Reply;
import dev.mnemo.adapter.llm.offline.RulesRewriterModule;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.TurnBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The adapter with a server of the test's own; pauses between attempts are noted, not waited, and
 * chance adds nothing to them.
 */
final class ProviderSetup implements AutoCloseable {

  /** Long enough for what is to succeed on a busy machine. */
  static final Duration AMPLE = Duration.ofSeconds(60);

  /** Soon over where something is to fail by time. */
  static final Duration SHORT = Duration.ofMillis(300);

  final ModelServer server;
  final TestClock clock = TestClock.atNoon();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final ProviderConfig config;
  private final ProviderHttpClient client = ProviderHttpClient.open(clock);
  private final ChatParts parts;

  private ProviderSetup(
      Dialect dialect, UnaryOperator<LlmConfig> limits, RandomGenerator random, Reply... replies) {
    server = ModelServer.replying(replies);
    LlmConfig ample =
        LlmConfig.of(Dialect.MODEL)
            .withTimeout(AMPLE)
            .withIdleTimeout(AMPLE)
            .withRewriteTimeout(AMPLE);
    config = dialect.config(server.origin(), limits.apply(ample));
    ProviderModels models = new ProviderModels(config, client);
    parts =
        new ChatParts(config.llm(), models.whole(), models.streaming(), pauses::add, random, clock);
  }

  static ProviderSetup with(Dialect dialect, Reply... replies) {
    return limited(dialect, limits -> limits, replies);
  }

  static ProviderSetup limited(Dialect dialect, UnaryOperator<LlmConfig> limits, Reply... replies) {
    return new ProviderSetup(dialect, limits, () -> 0, replies);
  }

  static ProviderSetup withChance(RandomGenerator random, Dialect dialect, Reply... replies) {
    return new ProviderSetup(dialect, limits -> limits, random, replies);
  }

  ChatLanguageModel model() {
    return parts.languageModel();
  }

  ChatQuestionRewriter rewriter() {
    return parts.questionRewriter(rules());
  }

  ChatKnowledgeExtractor extractor(Ontology ontology) {
    return parts.extractor(ontology, ChatPace.unlimited());
  }

  ChatKnowledgeExtractor extractor(ChatPace pace) {
    return parts.extractor(Ontology.OPEN, pace);
  }

  ChatKnowledgeExtractor extractor() {
    return extractor(Ontology.OPEN);
  }

  static QuestionRewriter rules() {
    return Rules.SHARED;
  }

  /** One for all tests, as its models take their time to load. */
  private static final class Rules {
    static final QuestionRewriter SHARED =
        Guice.createInjector(new RulesRewriterModule())
            .getInstance(Key.get(QuestionRewriter.class, Names.named(RulesRewriterModule.RULES)));
  }

  static Prompt prompt(String question) {
    return new Prompt("Answer.", List.of(), List.of(), question, question);
  }

  /** A window of questions and answers in turn, oldest first. */
  static List<QAEntry> window(String... texts) {
    List<QAEntry> entries = new ArrayList<>();
    for (int i = 0; i < texts.length; i += 2) {
      entries.add(
          new QAEntry(
              SessionKey.of("alice", "one"),
              i / 2 + 1L,
              TurnBuilder.turn("e" + i).question(texts[i]).answer(texts[i + 1]).build(),
              Optional.empty()));
    }
    return entries;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
