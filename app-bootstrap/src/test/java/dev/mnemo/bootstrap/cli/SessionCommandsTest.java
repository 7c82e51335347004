package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private CommandLineFixture mnemo;

  @BeforeEach
  void start() {
    mnemo = new CommandLineFixture(folder, new FakeAdaptersModule());
  }

  @Test
  void importShouldKeepWhatIsGivenAndBeSafeToRepeat() throws IOException {
    Path file =
        lines(
            """
            {"session_id":"trip","qa_id":"q-1","time":"2024-05-01T10:00:00Z","question":"Where?","answer":"Rome","context":"c","metadata":{"source":"notes"}}
            {"session_id":"trip","qa_id":"q-2","question":"When?","answer":"May"}
            """);

    Outcome first = mnemo.run("sessions", "import", file.toString());
    Outcome again = mnemo.run("sessions", "import", file.toString());

    assertThat(first.code()).isZero();
    assertThat(first.out()).isEqualTo("2 turns imported, 0 bad lines\n");
    assertThat(again.code()).isZero();
    Outcome history = mnemo.run("history", "--session", "trip", "--json");
    assertThat(history.lines()).hasSize(2);
    JsonNode entry = JSON.readTree(history.lines().getFirst());
    assertThat(entry.path("qa_id").asText()).isEqualTo("q-1");
    assertThat(entry.path("time").asText()).isEqualTo("2024-05-01T10:00:00Z");
    assertThat(entry.path("context").asText()).isEqualTo("c");
    assertThat(entry.path("metadata").path("source").asText()).isEqualTo("notes");
  }

  @Test
  void importShouldBeSafeToRepeatWithoutIdsToo() throws IOException {
    String same = "{\"session_id\":\"trip\",\"question\":\"Again?\",\"answer\":\"Yes\"}\n";
    Path file = lines(same + same);

    mnemo.run("sessions", "import", file.toString());
    mnemo.run("sessions", "import", file.toString());

    assertThat(mnemo.run("history", "--session", "trip", "--json").lines()).hasSize(2);
  }

  @Test
  void whatWasStoredShouldNotWriteOnTheTerminalWhatItLikes() {
    mnemo.runOn(
        "{\"session_id\":\"a\\u001b[2J\",\"question\":\"q\\u001b]0;x\\u0007\",\"answer\":\"a\"}",
        "sessions",
        "import",
        "-");

    assertThat(mnemo.run("sessions", "list").out()).contains("a?[2J").doesNotContain("\u001b");
    assertThat(mnemo.run("history", "--session", "a\u001b[2J").out())
        .contains("q?]0;x?")
        .doesNotContain("\u001b", "\u0007");
  }

  @Test
  void aListShouldBeReadToItsEndByItsCursors() {
    for (int i = 0; i < 5; i++) {
      mnemo.run("ask", "--session", "s" + i, "Where?");
    }

    Outcome first = mnemo.run("sessions", "list", "--limit", "3", "--json");
    String cursor = first.err().strip().replace("more: --cursor ", "");
    Outcome second = mnemo.run("sessions", "list", "--limit", "3", "--json", "--cursor", cursor);

    assertThat(first.lines()).hasSize(3);
    assertThat(second.lines()).hasSize(2).doesNotContainAnyElementsOf(first.lines());
    assertThat(second.err()).isEmpty();
  }

  @Test
  void importShouldNameLineAndReasonOfEachBadLineWithoutStopping() throws IOException {
    Path file =
        lines(
            """
            {"session_id":"trip","question":"Where?","answer":"Rome"}
            {"session_id":"trip","question":"Where?"
            {"session_id":"trip","question":"Where?"}
            {"session_id":"  ","question":"Where?","answer":"Rome"}
            {"session_id":"trip","time":"yesterday","question":"Where?","answer":"Rome"}
            [1]
            {"session_id":"trip","question":"When?","answer":7}

            {"session_id":"trip","question":"When?","answer":"May"}
            """);

    Outcome outcome = mnemo.run("sessions", "import", file.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEqualTo("2 turns imported, 6 bad lines\n");
    assertThat(outcome.err().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).contains("line 2: not JSON"),
            line -> assertThat(line).contains("line 3:", "answer"),
            line -> assertThat(line).contains("line 4:", "session"),
            line -> assertThat(line).contains("line 5:", "time", "yesterday"),
            line -> assertThat(line).contains("line 6:", "JSON object"),
            line -> assertThat(line).contains("line 7:", "answer", "7"));
  }

  @Test
  void whatIsExportedShouldComeBackTheSame() throws IOException {
    mnemo.run(
        "sessions",
        "import",
        lines(
                """
                {"session_id":"a/b:c","qa_id":"q-1","time":"2024-05-01T10:00:00Z","question":"Où?","answer":"À Rome 🇮🇹"}
                {"session_id":"other","time":"2024-05-02T10:00:00Z","question":"Who?","answer":"Ann","feedback_score":4,"feedback_text":"good","used_graph_element_ids":{"node_ids":["n1"],"edge_ids":["e1","e2"]},"usage":{"tokens_in":12,"tokens_out":3,"cost_usd":0.25,"estimated":true},"metadata":{"k":"v"}}
                """)
            .toString());
    Outcome exported = mnemo.run("sessions", "export");
    CommandLineFixture elsewhere = new CommandLineFixture(folder, new FakeAdaptersModule());

    Outcome imported = elsewhere.runOn(exported.out(), "sessions", "import", "-");

    assertThat(imported.out()).startsWith("2 turns imported");
    assertThat(elsewhere.run("sessions", "export").out()).isEqualTo(exported.out());
  }

  @Test
  void listShouldShowStatusAndTotalAndPageByCursor() throws IOException {
    for (String session : new String[] {"one", "two", "three"}) {
      mnemo.runOn(
          "{\"session_id\":\"%s\",\"question\":\"q\",\"answer\":\"a\"}".formatted(session),
          "sessions",
          "import",
          "-");
    }
    mnemo.run("sessions", "end", "two", "--failed");

    assertThat(mnemo.run("sessions", "list").out()).contains("one", "two", "three", "3 of 3");
    assertThat(mnemo.run("sessions", "list", "--limit", "2").out()).contains("2 of 3");
    assertThat(mnemo.run("sessions", "list", "--limit", "2", "--offset", "2").out())
        .contains("1 of 3");
    assertThat(mnemo.run("sessions", "list", "--status", "failed").out())
        .contains("two", "1 of 1")
        .doesNotContain("three");
    JsonNode newest =
        JSON.readTree(
            mnemo.run("sessions", "list", "--json", "--sort", "started_at").lines().get(0));
    assertThat(newest.path("session_id").asText()).isEqualTo("three");
    assertThat(newest.path("status").asText()).isEqualTo("running");
  }

  @Test
  void anEndedSessionShouldRefuseAQuestionUnlessReopened() {
    mnemo.run("ask", "--session", "one", "Where?");
    mnemo.run("sessions", "end", "one");

    Outcome refused = mnemo.run("ask", "--session", "one", "Where?");
    Outcome reopened = mnemo.run("ask", "--session", "one", "--reopen", "Where?");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("ended");
    assertThat(reopened.code()).isZero();
    assertThat(mnemo.run("sessions", "show", "one").out()).contains("2 turns", "running");
  }

  @Test
  void deleteShouldReportWhatWentAndBeSafeToRepeat() {
    mnemo.run("ask", "--session", "one", "Where?");

    assertThat(mnemo.run("sessions", "delete", "one").out()).contains("one: deleted", "1 turn");
    assertThat(mnemo.run("sessions", "delete", "one").out()).contains("nothing to delete");
    assertThat(mnemo.run("history", "--session", "one").out()).contains("nothing said yet");
  }

  @Test
  void anUnknownSessionShouldBeAFailureToShow() {
    Outcome outcome = mnemo.run("sessions", "show", "nowhere");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("nowhere");
  }

  private Path lines(String content) throws IOException {
    return Files.writeString(folder.resolve("turns.jsonl"), content);
  }
}
