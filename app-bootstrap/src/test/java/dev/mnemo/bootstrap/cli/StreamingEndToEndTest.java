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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask a model over its real protocol, in processes of their own. */
@Timeout(300)
class StreamingEndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTHING_EXTRACTED = "{\"entities\":[],\"facts\":[],\"summary\":\"\"}";

  @TempDir private static Path folder;

  @AfterAll
  static void stopTheGraphs() throws Exception {
    MnemoProcess mnemo = new MnemoProcess(folder, Map.of());
    mnemo.run("", "stop");
    mnemo.run("", "stop", "--data", folder.resolve("data/demo").toString());
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

      Outcome outcome = new MnemoProcess(folder, environment).run("", "ask", "--json", "Where?");

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      JsonNode error = JSON.readTree(outcome.err());
      assertThat(error.toString()).contains("MNEMO_SEARCH_TIMEOUT", "\"retryable\":true");
      assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theDemoShouldHoldItsConversationWithAModel() throws Exception {
    try (ModelServer server =
        ModelServer.answering((request, pieces) -> pieces.accept(answered(request)))) {
      Outcome outcome = new MnemoProcess(folder, server.environment()).run("", "demo", "--json");

      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.code()).isZero();
      JsonNode told = JSON.readTree(outcome.out());
      assertThat(told.at("/answers/0/answer").asText()).contains("Paris");
      assertThat(told.at("/answers/0/model").asText()).isEqualTo("test-model");
      assertThat(told.at("/answers/1/answer").asText()).contains("software engineer");
      assertThat(told.path("history")).hasSize(2);
    }
  }

  /**
   * Extracts nothing, rewrites the one follow-up of the demo, and answers with what it is given.
   */
  private static String answered(JsonNode request) {
    String asked = ModelServer.asked(request);
    if (request.has("response_format")) {
      return NOTHING_EXTRACTED;
    }
    if (!request.path("stream").asBoolean()) {
      return asked.contains("Alice") ? "What does Alice do for work?" : "unchanged";
    }
    String context =
        asked.substring(asked.indexOf("<context>") + 9, asked.lastIndexOf("</context>"));
    return "Given: " + context.strip();
  }

  private static void endless(Consumer<String> pieces, CountDownLatch left) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        pieces.accept("again and ");
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
