package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;

/**
 * Questions and answers, line by line, until somebody leaves. An interrupt of its thread gives up
 * the question that is being answered.
 */
final class ChatConversation {

  private static final String HELP =
      """
      /history [N]    the last N turns of this session (default 10)
      /session [S]    go to another session, or name this one
      /quit           leave; Ctrl-D does so too
      Ctrl-C          give up the question that is being answered""";
  private static final int TURNS = 10;

  private final Mnemo mnemo;
  private final UserScope scope;
  private final Console console;
  private final BiFunction<String, SessionId, SearchRequest> requests;
  private final BooleanSupplier stopping;
  private SessionId session = SessionId.DEFAULT;

  /**
   * @param requests makes a search of a question in a session
   * @param stopping whether the process is being ended
   */
  ChatConversation(
      Mnemo mnemo,
      UserScope scope,
      Console console,
      BiFunction<String, SessionId, SearchRequest> requests,
      BooleanSupplier stopping) {
    this.mnemo = mnemo;
    this.scope = scope;
    this.console = console;
    this.requests = requests;
    this.stopping = stopping;
  }

  /** Reads and answers to the end; the command's exit code. */
  int hold(LineReader reader, SessionId first) {
    session = first;
    while (!stopping.getAsBoolean()) {
      try {
        String line = reader.readLine("> ").strip();
        if (line.equals("/quit") || line.equals("/exit")) {
          break;
        }
        if (!line.isEmpty()) {
          take(line);
        }
      } catch (UserInterruptException e) {
        // Ctrl-C drops the line, as in a shell.
      } catch (EndOfFileException e) {
        break;
      } catch (MnemoException e) {
        if (Thread.interrupted()) {
          console.say("cancelled; ask something else, or /quit");
        } else {
          console.complain(String.valueOf(e.getMessage()));
        }
      } finally {
        // An interrupt that came after the answer has nothing left to give up.
        Thread.interrupted();
      }
    }
    return MnemoTask.DONE;
  }

  private void take(String line) {
    if (!line.startsWith("/")) {
      AnswerText.ask(console, mnemo, scope, requests.apply(line, session));
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
