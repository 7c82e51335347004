package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.util.Modules;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.testkit.fake.FakeExtractor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImproveCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TURNS =
      """
      {"session_id": "trip", "qa_id": "t1", "question": "Clara lives in Lisbon.", "answer": "Noted."}
      {"session_id": "trip", "qa_id": "t2", "question": "Clara likes sardines.", "answer": "Noted."}
      {"session_id": "work", "qa_id": "w1", "question": "Dora works as a pilot.", "answer": "Noted."}
      """;

  @TempDir private Path folder;
  private final FakeAdaptersModule fakes = new FakeAdaptersModule();
  private CommandLineFixture mnemo;

  @BeforeEach
  void start() {
    mnemo = new CommandLineFixture(folder, fakes);
    mnemo.runOn("Bob lives in New York.", "remember", "-");
    mnemo.runOn(TURNS, "sessions", "import", "-");
  }

  @Test
  void improveShouldBringEachTurnInOnceAndTellWhatItDid() {
    Outcome first = mnemo.run("improve", "--session", "trip");
    Outcome second = mnemo.run("improve", "--session", "trip");

    assertThat(first.code()).isZero();
    assertThat(first.out()).startsWith("trip: 2 turns brought in, 0 there already, ");
    assertThat(second.code()).isZero();
    assertThat(second.out()).isEqualTo("trip: 0 turns brought in, 2 there already\n");
    assertThat(mnemo.run("recall", "Where does Clara live?").out()).contains("Lisbon");
  }

  @Test
  void improveShouldPrintTheContractedShape() throws IOException {
    JsonNode told = only(mnemo.run("improve", "--all", "--json"));

    assertThat(names(told))
        .containsExactly("dataset", "owner", "complete", "sessions", "feedback", "usage");
    assertThat(told.path("sessions")).hasSize(2);
    assertThat(names(told.at("/sessions/0")))
        .containsExactly(
            "session_id",
            "outcome",
            "persisted",
            "already_there",
            "failed",
            "left",
            "nodes",
            "facts",
            "usage",
            "reason");
  }

  @Test
  void improveShouldDoNothingWithoutSessionsAndReportUnknownOnes() {
    Outcome nothing = mnemo.run("improve");
    Outcome unknown = mnemo.run("improve", "--session", "lost");
    Outcome both = mnemo.run("improve", "--session", "trip", "--all");

    assertThat(nothing.code()).isZero();
    assertThat(nothing.out()).contains("no session was named", "--all");
    assertThat(unknown.code()).isZero();
    assertThat(unknown.out()).contains("lost: there is no such session");
    assertThat(both.code()).isEqualTo(2);
  }

  @Test
  void improveShouldFailWhereATurnFailsAndTakeItWithTheNextRun() {
    AtomicBoolean down = new AtomicBoolean(true);
    FakeExtractor healthy = new FakeExtractor();
    KnowledgeExtractor extractor =
        passage -> {
          if (down.get() && passage.text().contains("sardines")) {
            throw ModelFailureException.refusedInput("no JSON", new IllegalStateException());
          }
          return healthy.extract(passage);
        };
    mnemo =
        new CommandLineFixture(
            folder,
            Modules.override(fakes)
                .with(
                    new AbstractModule() {
                      @Override
                      protected void configure() {
                        bind(KnowledgeExtractor.class).toInstance(extractor);
                      }
                    }));

    Outcome failed = mnemo.run("improve", "--all");
    down.set(false);
    Outcome next = mnemo.run("improve", "--all");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out())
        .contains(
            "trip: 1 turn brought in, 0 there already, 1 failed", "turn t2 is not in: no JSON")
        .contains("work: 1 turn brought in");
    assertThat(next.code()).isZero();
    assertThat(next.out()).contains("trip: 1 turn brought in, 1 there already");
  }

  @Test
  void aDatasetWithoutDataShouldTellToRememberFirst() {
    Outcome outcome = mnemo.run("improve", "--session", "trip", "--dataset", "empty");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("empty", "remember");
  }

  @Test
  void aJobShouldWaitForAWorkerAndBeReported() throws IOException {
    Outcome left = mnemo.run("improve", "--all", "--background", "--json");
    String id = only(left).path("job_id").asText();
    JsonNode queued = only(mnemo.run("jobs", "show", id, "--json"));
    Outcome worked = mnemo.run("jobs", "work");
    JsonNode done = only(mnemo.run("jobs", "show", id, "--json"));

    assertThat(only(left).path("log").asText()).endsWith("jobs.log");
    assertThat(queued.path("state").asText()).isEqualTo("queued");
    assertThat(worked.out()).isEqualTo("1 job worked on\n");
    assertThat(done.path("state").asText()).isEqualTo("succeeded");
    assertThat(done.path("done").asLong()).isEqualTo(3);
    assertThat(done.at("/report/sessions")).hasSize(2);
    assertThat(names(done.at("/report/sessions/0")))
        .isEqualTo(names(only(mnemo.run("improve", "--all", "--json")).at("/sessions/0")));
    assertThat(mnemo.run("jobs", "list").out()).contains(id, "succeeded", "3 of 3 turns");
    assertThat(mnemo.run("jobs", "work").out()).contains("no job was waiting");
  }

  @Test
  void aCancelledJobShouldNotBeDoneAndAnotherUsersNotBeSeen() throws IOException {
    String id =
        only(mnemo.run("improve", "--all", "--background", "--json")).path("job_id").asText();

    Outcome foreign = mnemo.run("jobs", "cancel", id, "--user", "eve");
    Outcome cancelled = mnemo.run("jobs", "cancel", id);
    mnemo.run("jobs", "work");

    assertThat(foreign.code()).isEqualTo(1);
    assertThat(foreign.err()).contains(id, "does not exist");
    assertThat(cancelled.out()).contains("cancelled");
    assertThat(mnemo.run("jobs", "list", "--user", "eve").out()).isEqualTo("no jobs\n");
    assertThat(mnemo.run("improve", "--all").out()).contains("trip: 2 turns brought in");
  }

  @Test
  void feedbackShouldBeKeptAndAppliedOnce() throws IOException {
    mnemo.run("ask", "--session", "chat", "Where does Bob live?");

    JsonNode rated =
        only(mnemo.run("feedback", "add", "--session", "chat", "--score", "5", "--json"));
    Outcome applied = mnemo.run("improve", "--session", "chat");
    Outcome again = mnemo.run("improve", "--session", "chat");
    mnemo.run("feedback", "remove", "--session", "chat", "--entry", rated.path("qa_id").asText());
    Outcome withdrawn = mnemo.run("improve", "--session", "chat");

    assertThat(rated.path("feedback_score").asInt()).isEqualTo(5);
    assertThat(applied.out()).contains("chat: feedback on 1 turn applied, 0 turns withdrawn");
    assertThat(again.out()).doesNotContain("feedback");
    assertThat(withdrawn.out()).contains("feedback on 0 turns applied, 1 turn withdrawn");
  }

  @Test
  void feedbackShouldRefuseWhatCannotBe() {
    assertThat(mnemo.run("feedback", "add", "--session", "trip", "--score", "6").code())
        .isEqualTo(2);
    assertThat(
            mnemo
                .run("feedback", "add", "--session", "trip", "--entry", "x", "--score", "3")
                .code())
        .isEqualTo(1);
    assertThat(mnemo.run("feedback", "add", "--session", "lost", "--score", "3").err())
        .contains("nothing was said yet in session 'lost'");
  }

  @Test
  void memoryShouldGatherWhatMattersToASession() throws IOException {
    mnemo.run("improve", "--all");

    Outcome text = mnemo.run("memory", "--session", "new", "Where does Clara live?");
    JsonNode shape = only(mnemo.run("memory", "--session", "trip", "--json"));

    assertThat(text.code()).isZero();
    assertThat(text.out()).contains("Clara", "Lisbon");
    assertThat(names(shape))
        .containsExactly(
            "session_id", "text", "facts", "entities", "messages", "without_messages_reason");
    assertThat(shape.path("messages")).hasSize(2);
    assertThat(mnemo.run("memory", "--session", "new", "--user", "eve", "Clara?").out())
        .doesNotContain("Lisbon");
  }

  @Test
  void historyShouldShowTheIdsOfTurns() {
    assertThat(mnemo.run("history", "--session", "trip", "--ids").out())
        .isEqualTo("t1  Clara lives in Lisbon.\nt2  Clara likes sardines.\n");
  }

  private static JsonNode only(Outcome outcome) throws IOException {
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.lines()).hasSize(1);
    return JSON.readTree(outcome.out());
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }
}
