package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.FailedChunk;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads texts into the knowledge graph. */
@Command(
    name = "remember",
    description = {
      "Read texts into the knowledge graph.",
      "Repeating the command goes on where it stopped, and tries again what could not be read."
    },
    footer = {
      "",
      "Ends with 1 where a text, or a part of one, could not be read; the rest is kept.",
      "",
      "Examples:",
      "  mnemo remember notes.md report.txt",
      "  echo \"Alice moved to Paris in 2010.\" | mnemo remember -",
      "  mnemo remember --dataset work meeting.md"
    })
final class RememberCommand extends MnemoTask {

  @Mixin private DatasetOption dataset = new DatasetOption();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Text or Markdown files; - is standard input (default).")
  private List<String> files = List.of(TextFile.STANDARD_INPUT);

  RememberCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    DatasetRef ref = dataset.ref();
    int code = DONE;
    for (String file : files) {
      try {
        NewText text =
            new NewText(TextFile.title(file), TextFile.read(file, console.in()), Optional.empty());
        Remembered result;
        try (ProgressLine progress = ProgressLine.on(console, "Reading " + text.title())) {
          result = mnemo.useCases().remember().remember(scope, ref, text, progress);
        }
        tell(console, text.title(), result);
        code = result.failed().isEmpty() ? code : FAILED;
      } catch (MnemoException e) {
        // One unreadable file must not keep the others out.
        console.fail(JsonShapes.error(e), String.valueOf(e.getMessage()), json());
        code = FAILED;
      }
    }
    return code;
  }

  private void tell(Console console, String title, Remembered result) {
    if (json()) {
      console.json(JsonShapes.remembered(title, result));
      return;
    }
    if (result.written().unchanged() > 0) {
      console.say("%s: already remembered, nothing changed".formatted(title));
    } else {
      console.say(
          "%s: remembered in %s (%s%s, %s)"
              .formatted(
                  title,
                  result.dataset().name(),
                  Console.count(result.chunks(), "chunk"),
                  result.known() > 0 ? ", %d of them before".formatted(result.known()) : "",
                  Console.count(result.written().facts(), "fact")));
    }
    for (FailedChunk failed : result.failed()) {
      String what =
          failed.extracted()
              ? "%s: chunk %d can be found by its words alone: %s"
              : "%s: chunk %d can be found, but not what it states: %s";
      console.complain(what.formatted(title, failed.position() + 1, failed.reason()));
    }
    long unread = result.failed().stream().filter(one -> !one.extracted()).count();
    if (unread > 0) {
      console.complain(
          "Repeat the command to try %s again.".formatted(Console.count(unread, "chunk")));
    }
  }
}
