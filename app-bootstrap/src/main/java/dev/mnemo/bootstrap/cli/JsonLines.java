package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.MnemoException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A file of one JSON object per line, read as a stream; a bad line does not stop the others. */
final class JsonLines implements AutoCloseable {

  private static final int LONGEST_LINE = 64 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final InputStream stream;
  private final String name;
  private long lines;
  private long bad;

  private JsonLines(InputStream stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  static JsonLines open(String file, InputStream standardInput) throws IOException {
    if (file.equals(TextFile.STANDARD_INPUT)) {
      return new JsonLines(new BufferedInputStream(standardInput), "standard input");
    }
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) && !Files.exists(path)) {
        throw new InvalidInputException("file", file, "there is no such file");
      }
      if (Files.isDirectory(path)) {
        throw new InvalidInputException("file", file, "it is a folder; name a file in it");
      }
      return new JsonLines(new BufferedInputStream(Files.newInputStream(path)), file);
    } catch (InvalidPathException e) {
      throw new InvalidInputException("file", file, "it is no file's name");
    }
  }

  /** How many lines were bad so far. */
  long bad() {
    return bad;
  }

  /**
   * Hands every object on.
   *
   * @param complaints is told, with file, line and reason, what was left out
   */
  void forEach(Consumer<JsonNode> objects, Consumer<String> complaints) throws IOException {
    while (true) {
      Optional<byte[]> line = nextLine(complaints);
      if (line.isEmpty()) {
        return;
      }
      String reason;
      try {
        String text = text(line.get());
        if (text.isBlank()) {
          continue;
        }
        JsonNode node = JSON.readTree(text);
        if (!node.isObject()) {
          throw new InvalidInputException("line", text, "write a JSON object");
        }
        objects.accept(node);
        continue;
      } catch (JsonProcessingException e) {
        reason = "not JSON: " + e.getOriginalMessage();
      } catch (CharacterCodingException e) {
        reason = "not UTF-8";
      } catch (BackendUnavailableException e) {
        // No fault of the line, and the next ones would fare no better.
        throw e;
      } catch (MnemoException e) {
        reason = String.valueOf(e.getMessage());
      }
      complain(complaints, reason);
    }
  }

  /** A field that every line must have. */
  static String required(JsonNode line, String field) {
    return optional(line, field)
        .orElseThrow(() -> InvalidInputException.missing(field, "give a text in every line"));
  }

  /** A text field; absent and null are the same. */
  static Optional<String> optional(JsonNode line, String field) {
    JsonNode value = line.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new InvalidInputException(field, value, "give a text");
    }
    return Optional.of(value.asText());
  }

  /** A text field that may be written as a number too. */
  static Optional<String> label(JsonNode line, String field) {
    JsonNode value = line.path(field);
    return value.isNumber() ? Optional.of(value.asText()) : optional(line, field);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void complain(Consumer<String> complaints, String reason) {
    bad++;
    complaints.accept("%s, line %d: %s".formatted(name, lines, reason));
  }

  private String text(byte[] line) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    return lines == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Bounded, so that a file without line ends cannot fill the memory. */
  private Optional<byte[]> nextLine(Consumer<String> complaints) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean any = false;
    for (int read = stream.read(); read >= 0; read = stream.read()) {
      any = true;
      if (read == '\n') {
        break;
      }
      if (line.size() < LONGEST_LINE) {
        line.write(read);
      } else {
        tooLong = true;
      }
    }
    if (!any) {
      return Optional.empty();
    }
    lines++;
    if (tooLong) {
      complain(complaints, "longer than %d MB".formatted(LONGEST_LINE >> 20));
      return Optional.of(new byte[0]);
    }
    return Optional.of(line.toByteArray());
  }
}
