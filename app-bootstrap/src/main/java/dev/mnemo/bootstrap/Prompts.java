package dev.mnemo.bootstrap;

import dev.mnemo.adapter.llm.chat.ChatPromptConfig;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.bootstrap.config.Suggestion;
import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words that language models are asked with: built in, or replaced by files of the user's. */
public final class Prompts {

  /** One text. */
  public enum Part {
    ANSWER_INSTRUCTIONS(
        "answer-instructions.txt",
        "what a model is to do with a question",
        MemorySettings.DEFAULT.answerInstructions()),
    ANSWER_MESSAGE(
        ChatPromptConfig.ANSWER_MESSAGE,
        "how conversation, context and question are put to it",
        ChatPromptConfig.BUILT_IN.answerMessage()),
    REWRITING_INSTRUCTIONS(
        ChatPromptConfig.REWRITING_INSTRUCTIONS,
        "how a model is to make a follow-up stand on its own",
        ChatPromptConfig.BUILT_IN.rewritingInstructions()),
    EXTRACTION_INSTRUCTIONS(
        ChatPromptConfig.EXTRACTION_INSTRUCTIONS,
        "what a model is to take out of a passage",
        ChatPromptConfig.BUILT_IN.extractionInstructions());

    private final String file;
    private final String meaning;
    private final String builtIn;

    Part(String file, String meaning, String builtIn) {
      this.file = file;
      this.meaning = meaning;
      this.builtIn = builtIn;
    }

    /** The name of a file that replaces it. */
    public String file() {
      return file;
    }

    /** What it is for, in a line. */
    public String meaning() {
      return meaning;
    }

    /** The text that comes with mnemo. */
    public String builtIn() {
      return builtIn;
    }
  }

  /**
   * A text in force.
   *
   * @param file where it was read; empty for a text that is built in
   */
  public record Text(String text, Optional<Path> file) {}

  private final Map<Part, Text> replaced;
  private final ChatPromptConfig chat;

  private Prompts(Map<Part, Text> replaced) {
    this.replaced = replaced;
    this.chat =
        new ChatPromptConfig(
            text(Part.ANSWER_MESSAGE).text(),
            text(Part.REWRITING_INSTRUCTIONS).text(),
            text(Part.EXTRACTION_INSTRUCTIONS).text());
  }

  /**
   * The texts that a configuration asks for.
   *
   * @throws InvalidInputException if the folder or a file in it cannot be used
   */
  public static Prompts of(Configuration configuration) {
    Map<Part, Text> replaced = new EnumMap<>(Part.class);
    if (configuration.optional(Setting.PROMPTS).isPresent()) {
      Path folder = configuration.path(Setting.PROMPTS);
      for (Path file : files(folder, configuration.value(Setting.PROMPTS).name())) {
        replaced.put(part(file), new Text(read(file), Optional.of(file)));
      }
    }
    return new Prompts(replaced);
  }

  /** The text in force. */
  public Text text(Part part) {
    Text own = replaced.get(part);
    return own == null ? new Text(part.builtIn(), Optional.empty()) : own;
  }

  /** What the models of providers are told. */
  ChatPromptConfig chat() {
    return chat;
  }

  // Hidden files are an editor's or a file manager's, and no attempt at a prompt.
  private static List<Path> files(Path folder, String setting) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new InvalidInputException(
          setting, folder, "name a folder that exists; 'mnemo prompts --write DIR' makes one");
    }
  }

  private static Part part(Path file) {
    String name = file.getFileName().toString();
    return Arrays.stream(Part.values())
        .filter(part -> part.file().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(file, name));
  }

  private static InvalidInputException unknown(Path file, String name) {
    List<String> known = Arrays.stream(Part.values()).map(Part::file).toList();
    String remedy =
        Suggestion.nearest(name, known.stream())
            .map(near -> "did you mean " + near + "?")
            .orElse("use " + known.stream().collect(Collectors.joining(", ")));
    return new InvalidInputException("prompt file", file, "no prompt has that name; " + remedy);
  }

  private static String read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new InvalidInputException(
            "prompt file", file, "it is blank; write something, or delete it");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("prompt file", file, "write it in UTF-8");
    } catch (IOException e) {
      throw new InvalidInputException("prompt file", file, "make it a file that can be read");
    }
  }
}
