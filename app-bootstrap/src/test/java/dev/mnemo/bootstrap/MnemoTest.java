package dev.mnemo.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MnemoTest {

  private static final SessionId SESSION = new SessionId("s1");

  @Test
  void embeddingShouldTakeAFewLines() {
    try (Mnemo mnemo = of(new FakeAdaptersModule())) {
      mnemo.remember("Alice moved to Paris in 2010.");

      SearchResult result = mnemo.ask(SESSION, "Where does Alice live?");

      assertThat(result.answer()).contains("Paris");
      assertThat(mnemo.history(SESSION, 10).entries()).hasSize(1);
      assertThat(mnemo.recall("Paris", 3)).isNotEmpty();
    }
  }

  @Test
  void whatWasSaidShouldBeBroughtInRememberedAndForgotten() {
    try (Mnemo mnemo = of(new FakeAdaptersModule())) {
      Remembered note = mnemo.remember("Alice moved to Paris in 2010.");
      mnemo.ask(SESSION, "Where does Alice live?");

      Improved improved = mnemo.improve(SESSION);

      assertThat(improved.persisting().sessions())
          .singleElement()
          .satisfies(session -> assertThat(session.persisted()).isEqualTo(1));
      assertThat(mnemo.memory(SESSION).text()).contains("Paris");
      assertThat(mnemo.forget(note.document()).graph().documents()).isEqualTo(1);
    }
  }

  @Test
  void aPortThatNobodyBindsShouldBeNamed() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> of())
        .withMessageContaining("LanguageModel")
        .withMessageContaining("KnowledgeGraph");
  }

  @Test
  void aPortThatTwoModulesBindShouldBeNamedWithBothPlaces() {
    Module second =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(LanguageModel.class).toInstance(FakeLanguageModel.quoting());
          }
        };

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> of(new FakeAdaptersModule(), second))
        .withMessageContaining("LanguageModel")
        .withMessageContaining("FakeAdaptersModule.configure")
        .withMessageContaining("MnemoTest");
  }

  @Test
  void closingShouldCloseEverythingOnceInReverseOrderWhateverFails() {
    List<String> closed = new ArrayList<>();
    Module closeables =
        new AbstractModule() {
          @Override
          protected void configure() {
            var set = Multibinder.newSetBinder(binder(), AutoCloseable.class);
            set.addBinding().toInstance(() -> closed.add("first"));
            set.addBinding()
                .toInstance(
                    () -> {
                      closed.add("second");
                      throw new IllegalStateException("does not close");
                    });
            set.addBinding().toInstance(() -> closed.add("third"));
          }
        };
    Mnemo mnemo = of(new FakeAdaptersModule(), closeables);

    mnemo.close();
    mnemo.close();

    assertThat(closed).containsExactly("third", "second", "first");
  }

  private static Mnemo of(Module... modules) {
    return Mnemo.of(UserScope.DEFAULT, MemorySettings.DEFAULT, modules);
  }
}
