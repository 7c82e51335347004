package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.ProviderSetup.prompt;
import static dev.mnemo.adapter.llm.chat.ProviderSetup.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against the server with OpenAI's interface that {@code MNEMO_TEST_LLM_BASE_URL} names, with the
 * model of {@code MNEMO_TEST_LLM_MODEL} and the key of {@code MNEMO_TEST_LLM_API_KEY}; how good the
 * answers are is no matter.
 */
class RealModelTest {

  private Injector injector;

  @BeforeEach
  void connect() {
    Optional<String> server = Optional.ofNullable(System.getenv("MNEMO_TEST_LLM_BASE_URL"));
    assumeThat(server).isPresent();
    String model = Optional.ofNullable(System.getenv("MNEMO_TEST_LLM_MODEL")).orElse("local");
    injector =
        ProviderModuleTest.injector(
            new ProviderModule(
                ProviderConfig.openAi(
                    URI.create(server.orElseThrow()),
                    Optional.ofNullable(System.getenv("MNEMO_TEST_LLM_API_KEY")),
                    LlmConfig.of(model).withTokenBudget(1_000))));
  }

  @AfterEach
  void disconnect() throws Exception {
    if (injector != null) {
      for (AutoCloseable one :
          injector.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))) {
        one.close();
      }
    }
  }

  @Test
  void aRealModelShouldAnswerAndReportWhatItUsed() {
    Completion answer =
        injector
            .getInstance(LanguageModel.class)
            .complete(prompt("What is the capital of France? Answer in one word."));

    assertThat(answer.text()).isNotBlank();
    assertThat(answer.usage().tokensIn()).isPositive();
    assertThat(answer.usage().estimated()).isFalse();
  }

  @Test
  void aRealModelShouldStream() {
    List<String> pieces = new ArrayList<>();

    Completion answer =
        injector.getInstance(LanguageModel.class).stream(
            prompt("Count from one to ten in words."), pieces::add);

    assertThat(pieces).hasSizeGreaterThan(1);
    assertThat(String.join("", pieces)).isEqualTo(answer.text());
  }

  @Test
  void aRealModelShouldBeAskedToRewriteAndAnythingItSaysBeEndured() {
    var rewriting =
        injector
            .getInstance(QuestionRewriter.class)
            .rewrite("What does she do?", window("Where does Alice live?", "Alice is in Paris."));

    assertThat(rewriting.usage().tokensIn()).isNotNegative();
  }
}
