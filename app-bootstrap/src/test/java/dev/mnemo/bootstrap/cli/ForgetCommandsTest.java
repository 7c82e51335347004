package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final FakeAdaptersModule fakes = new FakeAdaptersModule();
  private CommandLineFixture mnemo;
  private CommandLineFixture admin;

  @BeforeEach
  void start() {
    mnemo = new CommandLineFixture(folder, fakes);
    admin = new CommandLineFixture(folder, Map.of("MNEMO_ADMIN", "true"), fakes);
    mnemo.runOn("Bob lives in New York.", "remember", "-");
    mnemo.runOn(
        """
        {"session_id": "trip", "qa_id": "t1", "question": "Clara lives in Lisbon.", "answer": "So."}
        {"session_id": "trip", "qa_id": "t2", "question": "Clara likes sardines.", "answer": "So."}
        """,
        "sessions",
        "import",
        "-");
    mnemo.run("improve", "--all");
  }

  @Test
  void aDeletedSessionShouldLeaveTheGraphUnlessToldOtherwise() {
    Outcome kept = mnemo.run("sessions", "delete", "trip");

    assertThat(kept.out()).isEqualTo("trip: deleted\n  sessions   1 session, 2 turns\n");
    assertThat(mnemo.run("recall", "Clara").out()).contains("Lisbon");

    Outcome late = mnemo.run("sessions", "delete", "trip", "--graph", "delete");

    assertThat(late.out()).contains("graph      2 documents").doesNotContain("sessions  ");
    assertThat(mnemo.run("recall", "Clara").out()).doesNotContain("Lisbon");
  }

  @Test
  void aDryRunShouldTellTheSameAndChangeNothing() throws IOException {
    String[] command = {"sessions", "delete", "trip", "--graph", "delete", "--json"};

    JsonNode dry = only(mnemo.run(append(command, "--dry-run")));
    JsonNode done = only(mnemo.run(command));

    assertThat(dry.path("dry_run").asBoolean()).isTrue();
    assertThat(dry.path("entries").asLong()).isEqualTo(2);
    assertThat(dry.path("graph")).isEqualTo(done.path("graph"));
    assertThat(done.path("entries")).isEqualTo(dry.path("entries"));
    assertThat(names(done))
        .containsExactly(
            "session_id",
            "dry_run",
            "sessions",
            "entries",
            "graph",
            "datasets",
            "grants",
            "feedback",
            "jobs",
            "model_calls",
            "users");
  }

  @Test
  void oneTurnShouldBeDeletedWithWhatWasDrawnFromIt() {
    Outcome outcome = mnemo.run("sessions", "delete", "trip", "--entry", "t2", "--graph", "delete");

    assertThat(outcome.out()).contains("1 turn", "1 document");
    assertThat(mnemo.run("history", "--session", "trip", "--ids").lines()).hasSize(1);
    assertThat(mnemo.run("recall", "Clara").out()).contains("Lisbon").doesNotContain("sardines");
  }

  @Test
  void pruneShouldTakeOnesOwnSessionsAndEverybodysOnlyForAdministrators() {
    mnemo.runOn(
        "{\"session_id\": \"s\", \"question\": \"Hello.\", \"answer\": \"Hello.\"}",
        "sessions",
        "import",
        "-",
        "--user",
        "eve");

    Outcome refused = mnemo.run("sessions", "prune", "--all-users");
    Outcome own = mnemo.run("sessions", "prune");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("administrator");
    assertThat(own.out()).contains("1 session, 2 turns");
    assertThat(mnemo.run("sessions", "list", "--user", "eve").out()).contains("1 of 1");
    assertThat(mnemo.run("recall", "Clara").out()).contains("Lisbon");
    assertThat(admin.run("sessions", "prune", "--all-users").out()).contains("1 session, 1 turn");
    assertThat(mnemo.run("sessions", "list", "--user", "eve").out()).contains("0 of 0");
  }

  @Test
  void datasetsShouldShowWhatSessionsBroughtIn() throws IOException {
    Outcome listed = mnemo.run("datasets", "list");
    Outcome shown = mnemo.run("datasets", "show", "--node-set", "user_sessions_from_cache");
    JsonNode shape = only(mnemo.run("datasets", "show", "--json", "--limit", "2"));

    assertThat(listed.out()).contains("main_dataset  (yours)", "3 documents");
    assertThat(shown.out())
        .contains("session trip, entry 1", "Lisbon", "session trip, entry 2")
        .doesNotContain("New York");
    assertThat(shape.path("documents")).hasSize(2);
    assertThat(shape.path("more").asBoolean()).isTrue();
    assertThat(mnemo.run("datasets", "show", "lost").code()).isEqualTo(1);
  }

  @Test
  void aDocumentShouldBeForgottenByItsId() throws IOException {
    String id =
        only(mnemo.run("datasets", "show", "--json"))
            .at("/documents")
            .findValues("document_id")
            .stream()
            .map(JsonNode::asText)
            .findFirst()
            .orElseThrow();

    Outcome dry = mnemo.run("forget", "document", id, "--dry-run");
    Outcome done = mnemo.run("forget", "document", id);
    Outcome again = mnemo.run("forget", "document", id);

    assertThat(dry.out()).contains("this would go; nothing is changed", "1 document");
    assertThat(done.out()).contains("deleted", "1 document");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("there was nothing to delete");
  }

  @Test
  void aForgottenDatasetShouldBeGoneAndItsSessionsStay() {
    assertThat(mnemo.run("datasets", "forget", "main_dataset").out())
        .contains("3 documents", "1 dataset");
    assertThat(mnemo.run("datasets", "list").out()).contains("no datasets yet");
    assertThat(mnemo.run("sessions", "list").out()).contains("1 of 1");
    assertThat(mnemo.run("forget", "dataset", "main_dataset").out())
        .contains("there was nothing to delete");
  }

  @Test
  void aSharedDatasetShouldShowItsTextsAndNobodysSessions() {
    String[] show = {"datasets", "show", "--owner", "default_user", "--user", "eve"};
    String[] write = {"remember", "-", "--owner", "default_user", "--user", "eve"};

    assertThat(mnemo.run(show).code()).isEqualTo(1);
    mnemo.run("datasets", "grant", "main_dataset", "eve");

    assertThat(mnemo.run(show).out()).contains("of default_user, to read");
    assertThat(mnemo.run(show).out()).doesNotContain("trip", "Lisbon");
    Outcome refused = mnemo.runOn("Eve lives in Rome.", write);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("may read the dataset");
    assertThat(mnemo.run("forget", "dataset", "main_dataset", "--user", "eve").out())
        .contains("nothing to delete");

    mnemo.run("datasets", "grant", "main_dataset", "eve", "--write");
    assertThat(mnemo.runOn("Eve lives in Rome.", write).code()).isZero();

    mnemo.run("datasets", "revoke", "main_dataset", "eve");
    assertThat(mnemo.run(show).code()).isEqualTo(1);
    assertThat(mnemo.run("recall", "Eve").out()).contains("Rome");
  }

  @Test
  void usersShouldKeepThemselvesAndAdministratorsEverybody() throws IOException {
    JsonNode created =
        only(mnemo.run("users", "create", "default_user", "--set", "team=a", "--json"));

    assertThat(created.at("/metadata/team").asText()).isEqualTo("a");
    assertThat(mnemo.run("users", "show").out())
        .startsWith("default_user  since")
        .contains("team=a");
    assertThat(mnemo.run("users", "change", "default_user", "--set", "team=b").out())
        .contains("team=b");
    assertThat(mnemo.run("users", "create", "eve").code()).isEqualTo(1);
    assertThat(mnemo.run("users", "list").err()).contains("administrator");
    assertThat(admin.run("users", "create", "eve").code()).isZero();
    assertThat(admin.run("users", "list").lines()).hasSize(2);
    assertThat(mnemo.run("users", "delete", "eve").code()).isEqualTo(1);
  }

  @Test
  void aDeletedUserShouldBeGoneAndNobodyElse() {
    mnemo.runOn("Eve lives in Rome.", "remember", "-", "--user", "eve");
    mnemo.run("users", "create", "default_user");

    Outcome dry = mnemo.run("forget", "user", "default_user", "--dry-run");
    Outcome done = mnemo.run("users", "delete", "default_user");

    assertThat(dry.out().lines().skip(1))
        .containsExactlyElementsOf(done.out().lines().skip(1).toList());
    assertThat(done.out()).contains("1 session, 2 turns", "3 documents", "1 dataset", "1 user");
    assertThat(mnemo.run("recall", "Clara").out()).contains("nothing found");
    assertThat(mnemo.run("recall", "Eve", "--user", "eve").out()).contains("Rome");
  }

  private static String[] append(String[] command, String more) {
    String[] all = Arrays.copyOf(command, command.length + 1);
    all[command.length] = more;
    return all;
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
