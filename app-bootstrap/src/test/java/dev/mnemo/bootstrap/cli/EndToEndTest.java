package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded defaults as a user meets them: child processes, files, a real graph. */
class EndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static MnemoProcess mnemo;

  @BeforeAll
  static void choosePlace() {
    mnemo = new MnemoProcess(folder, Map.of());
  }

  @AfterAll
  static void stopTheGraphs() throws Exception {
    mnemo.run("", "stop");
    mnemo.run("", "stop", "--data", folder.resolve("data/demo").toString());
  }

  @Test
  void theDemoShouldHoldItsConversationAndRememberItInTheNextRun() throws Exception {
    Outcome first = mnemo.run("", "demo", "--json");
    Outcome second = mnemo.run("", "demo", "--json");

    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    JsonNode told = JSON.readTree(first.out());
    assertThat(told.path("earlier_turns").asInt()).isZero();
    assertThat(told.at("/answers/0/answer").asText()).contains("Paris");
    assertThat(told.at("/answers/0/model").asText()).isEqualTo("offline, extractive");
    assertThat(told.at("/answers/1/answer").asText()).contains("software engineer");
    assertThat(told.at("/answers/2/answer").asText())
        .contains("she")
        .doesNotContain("engineer", "scientist", "Alice", "Bob");
    assertThat(told.path("history")).hasSize(3);
    assertThat(told.at("/improved/sessions/0/persisted").asInt()).isEqualTo(3);
    assertThat(told.path("user_sessions_from_cache")).hasSize(3);
    assertThat(told.at("/answers/3/session_id").asText()).isEqualTo("conversation_3");
    assertThat(told.at("/answers/3/answer").asText()).contains("cello");
    assertThat(told.at("/answers/3/sources").findValues("session_id").toString())
        .contains("conversation_1");
    assertThat(second.code()).isZero();
    JsonNode again = JSON.readTree(second.out());
    assertThat(again.path("earlier_turns").asInt()).isEqualTo(3);
    assertThat(again.path("history")).hasSize(5);
    assertThat(again.at("/improved/sessions/0/persisted").asInt()).isEqualTo(2);
    assertThat(again.at("/improved/sessions/0/already_there").asInt()).isEqualTo(3);
    assertThat(again.at("/remembered/0/already_there").asBoolean()).isTrue();
  }

  @Test
  void aChatShouldUnderstandFollowUpsAndItsOwnCommands() throws Exception {
    mnemo.run("Clara lives in Lisbon. She works as a pilot.", "remember", "--dataset", "chat", "-");

    Outcome chat =
        mnemo.run(
            """
            Where does Clara live?
            /session
            What does she do for work?
            /history 1
            /nonsense
            /quit
            """,
            "chat",
            "--session",
            "flight",
            "--dataset",
            "chat");

    assertThat(chat.code()).isZero();
    assertThat(chat.out())
        .containsSubsequence(
            "Lisbon",
            "session flight",
            "pilot",
            "QUESTION: What does she do for work?",
            "/nonsense is unknown");
  }

  @Test
  void aCommandThatIsInterruptedShouldLeaveEverythingUsable() throws Exception {
    Path chapter = folder.resolve("chapter.txt");
    Files.writeString(
        chapter,
        IntStream.range(0, 4_000)
            .mapToObj(i -> "Dora visited Town%d in %d.".formatted(i, 1900 + i % 100))
            .collect(Collectors.joining(" ")));
    mnemo.run("Dora lives in Vienna.", "remember", "--dataset", "cut", "-");

    Process process = mnemo.start("remember", "--dataset", "cut", chapter.toString());
    // Long before the end of the chapter, wherever it is by then.
    boolean ended = process.waitFor(3, TimeUnit.SECONDS);
    // As Ctrl-C does to Java, but not ignored where the build runs in the background.
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertThat(ended).isFalse();
    Outcome found =
        mnemo.run(
            "", "ask", "--dataset", "cut", "--type", "CHUNKS", "--json", "Where does Dora live?");
    assertThat(found.code()).isZero();
    assertThat(JSON.readTree(found.out()).at("/sources/0/text").asText()).contains("Vienna");
    assertThat(JSON.readTree(found.out()).path("sources")).hasSize(1);
  }

  @Test
  void stateAndStopShouldTellAboutTheLocalGraph() throws Exception {
    MnemoProcess own = new MnemoProcess(Files.createDirectory(folder.resolve("own")), Map.of());
    assertThat(own.run("", "status").out()).contains("local graph  stopped");
    own.run("Emil lives in Turku.", "remember", "-");

    Outcome running = own.run("", "status", "--json");
    Outcome stopped = own.run("", "stop");
    Outcome again = own.run("", "stop");

    assertThat(JSON.readTree(running.out()).at("/local_graph/state").asText()).isEqualTo("running");
    assertThat(stopped.out()).contains("is stopped");
    assertThat(again.out()).contains("no local graph was running");
    assertThat(own.run("", "status").out()).contains("local graph  stopped");
  }

  @Test
  void aJobLeftToTheBackgroundShouldBeDoneByAProcessThatEnds() throws Exception {
    mnemo.run("Hugo lives in Graz.", "remember", "--dataset", "jobs", "-");
    mnemo.run(
        "{\"session_id\": \"jobs\", \"question\": \"Ida lives in Linz.\", \"answer\": \"So.\"}",
        "sessions",
        "import",
        "-");

    Outcome left =
        mnemo.run(
            "", "improve", "--dataset", "jobs", "--session", "jobs", "--background", "--json");
    JsonNode job = JSON.readTree(left.out());
    Outcome beside = mnemo.run("", "jobs", "work");
    String state = "";
    for (int i = 0; i < 20 && !state.equals("succeeded"); i++) {
      state =
          JSON.readTree(mnemo.run("", "jobs", "show", job.path("job_id").asText(), "--json").out())
              .path("state")
              .asText();
    }

    assertThat(left.code()).isZero();
    assertThat(job.path("state").asText()).isEqualTo("queued");
    assertThat(beside.code()).isZero();
    assertThat(state).isEqualTo("succeeded");
    assertThat(mnemo.run("", "recall", "--dataset", "jobs", "Where does Ida live?").out())
        .contains("Linz");
    assertThat(Path.of(job.path("log").asText())).exists();
  }

  @Test
  void settingsThatAreWrongShouldNotKeepTheDoctorFromTellingSo() throws Exception {
    MnemoProcess wrong = new MnemoProcess(folder, Map.of("MNEMO_LLM", "openai"));

    Outcome doctor = wrong.run("", "doctor");
    Outcome status = wrong.run("", "status");

    assertThat(doctor.code()).isEqualTo(1);
    assertThat(doctor.out().lines())
        .anyMatch(line -> line.startsWith("ok      data folder"))
        .anyMatch(line -> line.matches("TROUBLE settings .*MNEMO_OPENAI_MODEL.*"));
    assertThat(status.code()).isZero();
  }

  @Test
  void aRerankerWithoutItsFileShouldBeToldByTheDoctorAndFailNoSearch() throws Exception {
    mnemo.run("Hugo lives in Hamburg.", "remember", "--dataset", "reranked", "-");
    MnemoProcess without =
        new MnemoProcess(
            folder, Map.of("MNEMO_RERANKER", "onnx", "MNEMO_RERANKER_MODEL", "/no/model.onnx"));

    Outcome doctor = without.run("", "doctor");
    Outcome found = without.run("", "recall", "--dataset", "reranked", "Where does Hugo live?");

    assertThat(doctor.code()).isEqualTo(1);
    assertThat(doctor.out().lines())
        .anyMatch(line -> line.matches("TROUBLE reranker .*/no/model.onnx.*name one.*"));
    assertThat(found.code()).isZero();
    assertThat(found.out()).contains("Hamburg");
  }

  @Test
  void aFolderThatCannotBeUsedShouldBeNamedWithTheRemedy() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "no folder");

    Outcome graph = mnemo.run("Emil lives in Turku.", "remember", "--data", file.toString(), "-");
    Outcome sessions = mnemo.run("", "history", "--data", file.toString());

    assertThat(graph.code()).isPositive();
    assertThat(graph.err()).contains(file.toString()).doesNotContain("unexpected", "\tat ");
    assertThat(sessions.code()).isPositive();
    assertThat(sessions.err()).contains(file.toString()).doesNotContain("unexpected", "\tat ");
  }

  @Test
  void withTheCacheOffAQuestionShouldBeAnsweredWithoutMemory() throws Exception {
    mnemo.run("Gina lives in Ghent.", "remember", "--dataset", "off", "-");
    MnemoProcess off = new MnemoProcess(folder, Map.of("MNEMO_CACHE", "off"));

    JsonNode answer =
        JSON.readTree(
            off.run("", "ask", "--dataset", "off", "--json", "Where does Gina live?").out());

    assertThat(answer.path("answer").asText()).contains("Ghent");
    assertThat(answer.path("remembered").asBoolean(true)).isFalse();
    assertThat(answer.path("not_remembered_reason").asText()).isNotBlank();
  }
}
