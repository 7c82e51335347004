package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.UserScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A conversation, question by question. */
@Command(
    name = "chat",
    description = "Hold a conversation; /help lists what can be typed beside questions.",
    footer = {"", "Examples:", "  mnemo chat", "  mnemo chat --session trip --dataset work"})
final class ChatCommand extends MnemoTask {

  @Mixin private SearchOptions options = new SearchOptions();

  ChatCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) throws IOException {
    if (json()) {
      throw new InvalidInputException("--json", true, "use 'mnemo ask --json' for each question");
    }
    Path typed = configuration().data().resolve("chat-history");
    Files.createDirectories(configuration().data());
    try (Terminal terminal = terminal()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("mnemo")
              .completer(new StringsCompleter("/history", "/session", "/help", "/quit"))
              .variable(LineReader.HISTORY_FILE, typed)
              // An exclamation mark is a part of speech here, not a reference to an earlier line.
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      console.say("session %s; /help for help".formatted(options.session()));
      return new ChatConversation(mnemo, scope, console, options::request, cli()::stopping)
          .hold(reader, options.session());
    }
  }

  /** Ctrl-C while an answer is awaited gives up that question, not the conversation. */
  static Terminal.SignalHandler cancelling(Thread chat) {
    return signal -> {
      if (signal == Terminal.Signal.INT) {
        chat.interrupt();
      }
    };
  }

  private static Terminal terminal() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .dumb(true)
        .encoding(StandardCharsets.UTF_8)
        .nativeSignals(true)
        .signalHandler(cancelling(Thread.currentThread()))
        .build();
  }
}
