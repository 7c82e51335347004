package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.ProviderSetup.prompt;
import static dev.mnemo.adapter.llm.chat.Replies.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.testkit.TestClock;
import java.time.Clock;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ProviderModuleTest {

  static Injector injector(Module... modules) {
    return Guice.createInjector(
        new AbstractModule() {
          @Override
          protected void configure() {
            binder().requireExplicitBindings();
            binder().requireExactBindingAnnotations();
            bind(Clock.class).toInstance(TestClock.atNoon());
            bind(RandomGenerator.class).toInstance(() -> 0);
          }
        },
        Modules.combine(modules));
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void theModuleShouldBindWhatNeedsALanguageModelAndSayWhatToClose(Dialect dialect)
      throws Exception {
    try (ModelServer server = ModelServer.replying(answer(dialect, "Paris."))) {
      Injector injector =
          injector(
              new ProviderModule(dialect.config(server.origin(), LlmConfig.of("local"))),
              ModelExtractorModule.of(ModelExtractorConfig.DEFAULT));
      LanguageModel model = injector.getInstance(LanguageModel.class);

      assertThat(model.complete(prompt("Where?")).text()).isEqualTo("Paris.");
      assertThat(model.name()).isEqualTo("local");
      assertThat(injector.getInstance(QuestionRewriter.class))
          .isInstanceOf(ChatQuestionRewriter.class);
      assertThat(injector.getInstance(KnowledgeExtractor.class))
          .isInstanceOf(ChatKnowledgeExtractor.class);
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
