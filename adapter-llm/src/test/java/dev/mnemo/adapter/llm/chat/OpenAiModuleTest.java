package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.OpenAiReplies.answer;
import static dev.mnemo.adapter.llm.chat.OpenAiSetup.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.testkit.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenAiModuleTest {

  private static Injector injector(OpenAiConfig config) {
    return Guice.createInjector(
        new AbstractModule() {
          @Override
          protected void configure() {
            binder().requireExplicitBindings();
            binder().requireExactBindingAnnotations();
            bind(Clock.class).toInstance(TestClock.atNoon());
          }
        },
        new OpenAiModule(config));
  }

  @Test
  void theModuleShouldBindWhatNeedsALanguageModelAndSayWhatToClose() throws Exception {
    try (OpenAiServer server = OpenAiServer.replying(answer("Paris."))) {
      Injector injector =
          injector(
              OpenAiConfig.of(server.baseUri(), Optional.empty(), "local")
                  .withTimeout(Duration.ofSeconds(30)));
      LanguageModel model = injector.getInstance(LanguageModel.class);

      assertThat(model.complete(prompt("Where?")).text()).isEqualTo("Paris.");
      assertThat(model.name()).isEqualTo("local");
      assertThat(server.headers().getFirst()).doesNotContainKey("Authorization");
      assertThat(injector.getInstance(QuestionRewriter.class))
          .isInstanceOf(ChatQuestionRewriter.class);
      assertThat(injector.getInstance(KnowledgeExtractor.class)).isNotNull();
      Set<AutoCloseable> closing =
          injector.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}));
      assertThat(closing).hasSize(1);
      for (AutoCloseable one : closing) {
        one.close();
      }
      assertThatExceptionOfType(ModelFailureException.class)
          .isThrownBy(() -> model.complete(prompt("Where?")));
    }
  }
}
