package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A file of one JSON object per line, read as a stream; a bad line does not stop the others. */
final class JsonLines implements AutoCloseable {

  private static final int LONGEST_LINE = 64 << 20;
  private static final int LARGEST_BATCH = 16 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  // What was exported can be imported, however long it is.
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_LINE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // A cost keeps all its digits.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

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

  /** An object, and where it stands. */
  record Line(long number, JsonNode object) {}

  /** What is wrong with a line. */
  record BadLine(long number, String reason) {}

  /** Takes some lines in their order; returns those that are bad. */
  interface Batches {
    List<BadLine> take(List<Line> lines);
  }

  /**
   * Hands every object on.
   *
   * @param complaints is told, with file, line and reason, what was left out
   */
  void forEach(Consumer<JsonNode> objects, Consumer<String> complaints) throws IOException {
    forEachBatch(
        1,
        lines -> {
          for (Line line : lines) {
            try {
              objects.accept(line.object());
            } catch (BackendUnavailableException e) {
              // No fault of the line, and the next ones would fare no better.
              throw e;
            } catch (MnemoException e) {
              return List.of(new BadLine(line.number(), String.valueOf(e.getMessage())));
            }
          }
          return List.of();
        },
        complaints);
  }

  /**
   * Hands objects on together, as many as are there without waiting for more.
   *
   * @param most how many together at most
   * @param complaints is told, with file, line and reason and in their order, what was left out
   */
  void forEachBatch(int most, Batches batches, Consumer<String> complaints) throws IOException {
    boolean more = true;
    while (more) {
      List<Line> batch = new ArrayList<>();
      List<BadLine> wrong = new ArrayList<>();
      more = fill(batch, most, wrong);
      try {
        wrong.addAll(batches.take(batch));
      } finally {
        complain(wrong, complaints);
      }
    }
  }

  /** Tells of bad lines. */
  void complain(List<BadLine> lines, Consumer<String> complaints) {
    lines.stream()
        .sorted(Comparator.comparingLong(BadLine::number))
        .forEach(
            line -> {
              bad++;
              complaints.accept("%s, line %d: %s".formatted(name, line.number(), line.reason()));
            });
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

  /** Whether the file goes on after the batch. */
  private boolean fill(List<Line> batch, int most, List<BadLine> wrong) throws IOException {
    long size = 0;
    do {
      Optional<byte[]> line = nextLine(wrong);
      if (line.isEmpty()) {
        return false;
      }
      size += line.get().length;
      try {
        String text = text(line.get());
        if (text.isBlank()) {
          continue;
        }
        JsonNode node = JSON.readTree(text);
        if (node.isObject()) {
          batch.add(new Line(lines, node));
        } else {
          String reason =
              new InvalidInputException("line", text, "write a JSON object").getMessage();
          wrong.add(new BadLine(lines, String.valueOf(reason)));
        }
      } catch (JsonProcessingException e) {
        wrong.add(new BadLine(lines, "not JSON: " + e.getOriginalMessage()));
      } catch (CharacterCodingException e) {
        wrong.add(new BadLine(lines, "not UTF-8"));
      }
    } while (batch.size() < most && size < LARGEST_BATCH && stream.available() > 0);
    return true;
  }

  private String text(byte[] line) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    return lines == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Bounded, so that a file without line ends cannot fill the memory. */
  private Optional<byte[]> nextLine(List<BadLine> wrong) throws IOException {
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
      wrong.add(new BadLine(lines, "longer than %d MB".formatted(LONGEST_LINE >> 20)));
      return Optional.of(new byte[0]);
    }
    return Optional.of(line.toByteArray());
  }
}
