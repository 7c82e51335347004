package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.bootstrap.Prompts;
import dev.mnemo.bootstrap.Prompts.Part;
import dev.mnemo.bootstrap.Prompts.Text;
import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the words that language models are asked with, or writes them down to be changed. */
@Command(
    name = "prompts",
    description = {
      "Show the words that language models are asked with. A file of the same name in the folder",
      "that MNEMO_PROMPTS names replaces a text."
    },
    footer = {
      "",
      "Examples:",
      "  mnemo prompts",
      "  mnemo prompts --write my-prompts",
      "  MNEMO_PROMPTS=my-prompts mnemo ask \"Where does Alice live?\""
    })
final class PromptsCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--write",
      paramLabel = "DIR",
      description = "Write the built-in texts into this folder instead; replaces no file.")
  private @Nullable Path folder;

  private final Cli cli;

  PromptsCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode document = JsonShapes.object();
    if (folder == null) {
      show(Prompts.of(common.configuration(cli.reader())), document);
    } else {
      write(folder, document);
    }
    if (common.json()) {
      cli.console().json(document);
    }
    return MnemoTask.DONE;
  }

  private void show(Prompts prompts, ObjectNode document) {
    for (Part part : Part.values()) {
      Text text = prompts.text(part);
      String origin = text.file().map(Path::toString).orElse("built in");
      document.putObject(part.file()).put("origin", origin).put("text", text.text());
      say("# %s: %s (%s)".formatted(part.file(), part.meaning(), origin));
      say(text.text() + "\n");
    }
  }

  private void write(Path target, ObjectNode document) throws IOException {
    for (Part part : Part.values()) {
      Path file = target.resolve(part.file());
      try {
        Files.createDirectories(target);
        Files.writeString(file, part.builtIn() + "\n", StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        throw new InvalidInputException(
            "--write", target, e.getFile() + " is there already; name another folder");
      }
      document.withArray("written").add(file.toString());
      say(file.toString());
    }
  }

  private void say(String line) {
    if (!common.json()) {
      cli.console().say(line);
    }
  }
}
