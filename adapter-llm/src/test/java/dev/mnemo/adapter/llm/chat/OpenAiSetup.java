package dev.mnemo.adapter.llm.chat;

import dev.mnemo.adapter.llm.chat.OpenAiServer.Reply;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.TurnBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The adapter with a server of the test's own; pauses between attempts are noted, not waited. */
final class OpenAiSetup implements AutoCloseable {

  static final String KEY = "sk-very-secret-0123456789";
  static final String MODEL = "test-model";

  /** Long enough for what is to succeed on a busy machine. */
  static final Duration AMPLE = Duration.ofSeconds(60);

  /** Soon over where something is to fail by time. */
  static final Duration SHORT = Duration.ofMillis(300);

  final OpenAiServer server;
  final TestClock clock = TestClock.atNoon();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final OpenAiHttpClient client = OpenAiHttpClient.open(clock);
  private final OpenAiModels models;

  private OpenAiSetup(Duration timeout, Duration idle, Reply... replies) {
    server = OpenAiServer.replying(replies);
    OpenAiConfig config =
        OpenAiConfig.of(server.baseUri(), Optional.of(KEY), MODEL)
            .withTimeout(timeout)
            .withIdleTimeout(idle);
    models = new OpenAiModels(config, client, new ChatRetry(pauses::add));
  }

  static OpenAiSetup with(Reply... replies) {
    return new OpenAiSetup(AMPLE, AMPLE, replies);
  }

  static OpenAiSetup withTimeout(Duration timeout, Reply... replies) {
    return new OpenAiSetup(timeout, AMPLE, replies);
  }

  static OpenAiSetup withIdleTimeout(Duration idle, Reply... replies) {
    return new OpenAiSetup(AMPLE, idle, replies);
  }

  ChatLanguageModel model() {
    return models.languageModel();
  }

  ChatQuestionRewriter rewriter() {
    return models.questionRewriter();
  }

  ChatKnowledgeExtractor extractor() {
    return extractor(Ontology.OPEN);
  }

  ChatKnowledgeExtractor extractor(Ontology ontology) {
    return models.extractor(ontology, ChatPace.unlimited());
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
