package dev.mnemo.bootstrap.cli;

import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A text that a user names by its file. */
final class TextFile {

  /** The name of standard input. */
  static final String STANDARD_INPUT = "-";

  private static final int LARGEST = 64 << 20;

  private TextFile() {}

  static String title(String file) {
    return file.equals(STANDARD_INPUT)
        ? "standard input"
        : String.valueOf(Path.of(file).getFileName());
  }

  /** The whole text; an error names the file and what is wrong with it. */
  static String read(String file, InputStream standardInput) {
    byte[] bytes = bytes(file, standardInput);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new InvalidInputException(
            "file", file, "it is binary (a zero byte at %d); give text or Markdown".formatted(i));
      }
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "file", file, "it is not UTF-8 text; give text or Markdown, saved as UTF-8");
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (text.isBlank()) {
      throw new InvalidInputException("file", file, "it holds no text; give one that does");
    }
    return text;
  }

  private static byte[] bytes(String file, InputStream standardInput) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        return bounded(file, standardInput.readNBytes(LARGEST + 1));
      }
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new InvalidInputException("file", file, "it is a folder; name the files in it");
      }
      if (!Files.exists(path)) {
        throw new InvalidInputException("file", file, "there is no such file");
      }
      try (InputStream stream = Files.newInputStream(path)) {
        return bounded(file, stream.readNBytes(LARGEST + 1));
      }
    } catch (InvalidPathException e) {
      throw new InvalidInputException("file", file, "it is no file's name");
    } catch (IOException e) {
      throw new InvalidInputException("file", file, "it cannot be read: " + e.getMessage());
    }
  }

  private static byte[] bounded(String file, byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw new InvalidInputException(
          "file", file, "it has more than %d MB; split it".formatted(LARGEST >> 20));
    }
    return bytes;
  }
}
