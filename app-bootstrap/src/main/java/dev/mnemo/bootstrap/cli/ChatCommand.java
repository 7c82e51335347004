package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
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

  private static final String HELP =
      """
      /history [N]    the last N turns of this session (default 10)
      /session [S]    go to another session, or name this one
      /quit           leave; Ctrl-D does so too""";
  private static final int TURNS = 10;

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
      return new Conversation(mnemo, scope, console, options.session()).hold(reader);
    }
  }

  // Ctrl-C while an answer is awaited gives up that question, not the conversation.
  private static Terminal terminal() throws IOException {
    Thread chat = Thread.currentThread();
    return TerminalBuilder.builder()
        .system(true)
        .dumb(true)
        .encoding(StandardCharsets.UTF_8)
        .nativeSignals(true)
        .signalHandler(
            signal -> {
              if (signal == Terminal.Signal.INT) {
                chat.interrupt();
              }
            })
        .build();
  }

  /** The state of one chat. */
  private final class Conversation {

    private final Mnemo mnemo;
    private final UserScope scope;
    private final Console console;
    private SessionId session;

    Conversation(Mnemo mnemo, UserScope scope, Console console, SessionId session) {
      this.mnemo = mnemo;
      this.scope = scope;
      this.console = console;
      this.session = session;
    }

    int hold(LineReader reader) {
      while (true) {
        try {
          String line = reader.readLine("> ").strip();
          if (line.equals("/quit") || line.equals("/exit")) {
            return DONE;
          }
          if (!line.isEmpty()) {
            take(line);
          }
        } catch (UserInterruptException e) {
          // Ctrl-C drops the line, as in a shell.
        } catch (EndOfFileException e) {
          return DONE;
        } catch (MnemoException e) {
          // The interrupt was for that question.
          Thread.interrupted();
          console.complain(String.valueOf(e.getMessage()));
        }
      }
    }

    private void take(String line) {
      if (!line.startsWith("/")) {
        AnswerText.ask(console, mnemo, scope, options.request(line, session));
        return;
      }
      String[] words = line.split("\\s+", 2);
      String argument = words.length > 1 ? words[1].strip() : "";
      switch (words[0]) {
        case "/history" -> history(argument);
        case "/session" -> {
          if (!argument.isEmpty()) {
            session = new SessionId(argument);
          }
          console.say("session " + session);
        }
        case "/help" -> console.say(HELP);
        default -> console.say(words[0] + " is unknown\n" + HELP);
      }
    }

    private void history(String argument) {
      int last = TURNS;
      if (!argument.isEmpty()) {
        try {
          last = Integer.parseInt(argument);
        } catch (NumberFormatException e) {
          console.say("/history takes a number of turns, such as /history 5");
          return;
        }
      }
      String text =
          mnemo
              .useCases()
              .readHistory()
              .read(scope, session, new EntryRange.Last(last))
              .asText(false);
      console.say(text.isEmpty() ? "nothing said yet" : text.stripTrailing());
    }
  }
}
