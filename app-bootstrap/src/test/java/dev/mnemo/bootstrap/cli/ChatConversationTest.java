package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatConversationTest {

  private static final SessionId TALK = new SessionId("talk");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          InputStream.nullInputStream(),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          false);

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void anInterruptShouldGiveUpTheAnswerAndNotTheConversation() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    FakeLanguageModel silent = FakeLanguageModel.silent(asked, ended);
    AtomicInteger calls = new AtomicInteger();
    FakeLanguageModel model =
        FakeLanguageModel.answering(
            prompt ->
                calls.incrementAndGet() == 1
                    ? silent.complete(prompt).text()
                    : "In Paris, as I said.");

    try (Terminal terminal = terminal("Where does Alice live?\nAnd now?\n/history\n/quit\n")) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                await(asked);
                terminal.raise(Terminal.Signal.INT);
              });
      assertThat(hold(terminal, model)).isZero();
    }

    assertThat(ended.getCount()).isZero();
    assertThat(text(out))
        .containsSubsequence("cancelled", "In Paris, as I said.", "QUESTION: And now?")
        .doesNotContain("QUESTION: Where does Alice live?");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void anInterruptThatComesAfterTheAnswerShouldDoNothing() throws Exception {
    FakeLanguageModel model =
        FakeLanguageModel.answering(
            prompt -> {
              Thread.currentThread().interrupt();
              return "In Paris.";
            });

    try (Terminal terminal = terminal("Where?\nWhere else?\n/quit\n")) {
      assertThat(hold(terminal, model)).isZero();
    }

    assertThat(text(out).split("In Paris\\.", -1)).hasSize(3);
    assertThat(text(err)).isEmpty();
  }

  @Test
  void theEndOfTheProcessShouldEndTheConversation() throws Exception {
    try (Terminal terminal = terminal("Where?\n");
        Mnemo mnemo = mnemo(FakeLanguageModel.quoting())) {
      ChatConversation chat =
          new ChatConversation(
              mnemo,
              UserScope.DEFAULT,
              console,
              (question, session) -> SearchRequest.of(session, question),
              () -> true);

      assertThat(chat.hold(LineReaderBuilder.builder().terminal(terminal).build(), TALK)).isZero();
    }
    assertThat(text(out)).isEmpty();
  }

  private int hold(Terminal terminal, FakeLanguageModel model) {
    try (Mnemo mnemo = mnemo(model)) {
      return new ChatConversation(
              mnemo,
              UserScope.DEFAULT,
              console,
              (question, session) -> SearchRequest.of(session, question),
              () -> false)
          .hold(LineReaderBuilder.builder().terminal(terminal).build(), TALK);
    }
  }

  private static Mnemo mnemo(FakeLanguageModel model) {
    Module adapters =
        Modules.override(new FakeAdaptersModule())
            .with(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(LanguageModel.class).toInstance(model);
                  }
                });
    return Mnemo.of(UserScope.DEFAULT, MemorySettings.DEFAULT, adapters);
  }

  private Terminal terminal(String typed) throws IOException {
    Terminal terminal =
        new DumbTerminal(
            "test",
            Terminal.TYPE_DUMB,
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            StandardCharsets.UTF_8);
    terminal.handle(Terminal.Signal.INT, ChatCommand.cancelling(Thread.currentThread()));
    return terminal;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
