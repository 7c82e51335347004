package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.bootstrap.cli.JsonLines.BadLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {

  private static final String FIVE = "{\"n\":1}\n{\"n\":2}\nnonsense\n\n{\"n\":5}\n";

  private final List<List<Long>> batches = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @Test
  void linesThatAreThereShouldBeHandedOnTogether() throws IOException {
    batches(new ByteArrayInputStream(FIVE.getBytes(StandardCharsets.UTF_8)), 100);

    assertThat(batches).contains(List.of(1L, 2L, 5L));
    assertThat(complaints).hasSize(1);
  }

  @Test
  void noMoreThanWantedShouldBeHandedOnTogether() throws IOException {
    batches(new ByteArrayInputStream(FIVE.getBytes(StandardCharsets.UTF_8)), 2);

    assertThat(batches).startsWith(List.of(1L, 2L), List.of(5L));
  }

  @Test
  void aLineShouldNotWaitForOneThatIsStillToBeWritten() throws IOException {
    batches(new SlowWriter(FIVE), 100);

    assertThat(batches).filteredOn(batch -> !batch.isEmpty()).hasSize(3);
  }

  @Test
  void badLinesShouldBeToldInTheirOrder() throws IOException {
    try (JsonLines lines =
        JsonLines.open(
            TextFile.STANDARD_INPUT,
            new ByteArrayInputStream(FIVE.getBytes(StandardCharsets.UTF_8)))) {
      lines.forEachBatch(
          100,
          batch ->
              batch.stream().map(line -> new BadLine(line.number(), "refused")).toList().reversed(),
          complaints::add);

      assertThat(lines.bad()).isEqualTo(4);
    }

    assertThat(complaints.stream().map(line -> line.replaceAll(".*line (\\d+):.*", "$1")))
        .containsExactly("1", "2", "3", "5");
  }

  private void batches(InputStream input, int most) throws IOException {
    try (JsonLines lines = JsonLines.open(TextFile.STANDARD_INPUT, input)) {
      lines.forEachBatch(
          most,
          batch -> {
            batches.add(batch.stream().map(JsonLines.Line::number).toList());
            return List.of();
          },
          complaints::add);
    }
  }

  /** Has never more than one line ready. */
  private static final class SlowWriter extends InputStream {

    private final byte[] text;
    private int position;

    SlowWriter(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      return position < text.length ? text[position++] : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int read = 0;
      while (read < length && position < text.length) {
        byte next = text[position++];
        buffer[offset + read] = next;
        read++;
        if (next == '\n') {
          break;
        }
      }
      return read == 0 ? -1 : read;
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
