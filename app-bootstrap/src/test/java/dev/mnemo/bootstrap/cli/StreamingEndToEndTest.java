package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask a model over its real protocol, in processes of their own. */
@Timeout(300)
class StreamingEndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  @AfterAll
  static void stopTheGraph() throws Exception {
    new MnemoProcess(folder, Map.of()).run("", "stop");
  }

  @Test
  void anAnswerShouldAppearWhileTheModelStillWrites() throws Exception {
    CountDownLatch firstSeen = new CountDownLatch(1);
    try (ModelServer server =
        ModelServer.answering(
            (request, pieces) -> {
              pieces.accept("In ");
              firstSeen.await();
              pieces.accept("Paris.");
            })) {
      Process process = new MnemoProcess(folder, server.environment()).start("ask", "Where?");
      try (InputStream out = process.getInputStream()) {
        String first = readUntil(out, "In ");
        firstSeen.countDown();
        String rest = new String(out.readAllBytes(), StandardCharsets.UTF_8);

        assertThat(first).endsWith("In ");
        assertThat(rest).startsWith("Paris.\n").contains("— test-model");
        assertThat(process.waitFor()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void aProgramShouldGetOneDocumentAtTheEnd() throws Exception {
    try (ModelServer server =
        ModelServer.answering(
            (request, pieces) -> {
              pieces.accept("In ");
              pieces.accept("Paris.");
            })) {
      Outcome outcome =
          new MnemoProcess(folder, server.environment()).run("", "ask", "--json", "Where?");

      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.lines()).hasSize(1);
      assertThat(JSON.readTree(outcome.out()).path("answer").asText()).isEqualTo("In Paris.");
    }
  }

  @Test
  void endingTheCommandShouldEndTheModelsCall() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (ModelServer server = ModelServer.answering((request, pieces) -> endless(pieces, left))) {
      Process process =
          new MnemoProcess(folder, server.environment()).start("ask", "--session", "cut", "Where?");
      try (InputStream out = process.getInputStream()) {
        readUntil(out, "again");
        // As Ctrl-C does to Java, but not ignored where the build runs in the background.
        process.destroy();

        assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(
              new MnemoProcess(folder, server.environment())
                  .run("", "history", "--session", "cut")
                  .out())
          .contains("nothing said yet");
    }
  }

  @Test
  void aModelThatTakesTooLongShouldBeGivenUpWithTheRemedy() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (ModelServer server = ModelServer.answering((request, pieces) -> endless(pieces, left))) {
      Map<String, String> environment = new HashMap<>(server.environment());
      environment.put("MNEMO_SEARCH_TIMEOUT", "15s");
      // Starts the graph, so that the time is spent on waiting for the model.
      new MnemoProcess(folder, environment).run("", "recall", "Where?");

      Outcome outcome = new MnemoProcess(folder, environment).run("", "ask", "--json", "Where?");

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      JsonNode error = JSON.readTree(outcome.err());
      assertThat(error.toString()).contains("MNEMO_SEARCH_TIMEOUT", "\"retryable\":true");
      assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void endless(Consumer<String> pieces, CountDownLatch left) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        pieces.accept("again and ");
        // No model is faster; without it, the longest answer that is taken would soon be reached.
        LockSupport.parkNanos(10_000_000);
      }
    } catch (UncheckedIOException e) {
      left.countDown();
      throw e;
    }
  }

  private static String readUntil(InputStream out, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = out.read();
      assertThat(next).as("end of the output after: " + read).isNotNegative();
      read.append((char) next);
    }
    return read.toString();
  }
}
