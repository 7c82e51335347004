package dev.mnemo.bootstrap.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.Exported;
import dev.mnemo.bootstrap.cli.CommandLineFixture;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guests try every command on what is Alice's; the real command line on real parts. */
@ExtendWith(SharedRealMemory.class)
class OthersMemoryTest {

  private static final UserScope ALICE = UserScope.of(new UserId("others-alice"));
  private static final SessionId TALK = new SessionId("talk");
  private static final String TEXT = "Clara lives in Quokkaland.";
  private static final String OF_THE_TEXT = "Quokkaland";
  private static final String OF_THE_SESSION = "Zanzibarville";
  private static final String QUESTION = "Where does Clara live?";

  /** What tells of the program or the machine and of nobody's memory. */
  private static final Set<String> OF_NOBODY =
      Set.of("demo", "config", "prompts", "doctor", "status", "stop", "completion");

  private static final Map<String, Attempt> ATTEMPTS = attempts();

  private static String job = "";
  private static int guests;

  private final RealMemory memory;
  private final CommandLineFixture mnemo;

  /** What follows a command, and what it reads; $alice, $job and $document are hers. */
  private record Attempt(String input, List<String> arguments) {}

  OthersMemoryTest(RealMemory memory) {
    this.memory = memory;
    this.mnemo = memory.commandLine();
  }

  @BeforeAll
  static void letAliceRemember(RealMemory memory) {
    CommandLineFixture mnemo = memory.commandLine();
    alice(mnemo.runOn(TEXT, "remember", "-", "--user", ALICE.user().value()));
    memory.tell(ALICE, TALK, 0, "Clara moved to %s in 2020.".formatted(OF_THE_SESSION));
    String user = ALICE.user().value();
    alice(mnemo.run("improve", "--session", "talk", "--user", user));
    alice(
        mnemo.run(
            "feedback",
            "add",
            "--session",
            "talk",
            "--entry",
            "turn-000",
            "--score",
            "5",
            "--text",
            OF_THE_SESSION,
            "--user",
            user));
    alice(mnemo.run("users", "create", user, "--set", "note=" + OF_THE_SESSION, "--user", user));
    // What a run of somebody else could bring in.
    memory.tell(ALICE, TALK, 1, "Clara works as a pilot in %s.".formatted(OF_THE_SESSION));
    Outcome left =
        mnemo.run("improve", "--session", "talk", "--background", "--json", "--user", user);
    alice(left);
    Matcher id = Pattern.compile("\"job_id\" ?: ?\"([^\"]+)\"").matcher(left.out());
    assertThat(id.find()).isTrue();
    job = id.group(1);
  }

  private static void alice(Outcome done) {
    assertThat(done.code()).as(done.err()).isZero();
  }

  static Set<String> commands() {
    return ATTEMPTS.keySet();
  }

  @Test
  void everyCommandShouldBeTried() {
    Set<String> tried = new LinkedHashSet<>(OF_NOBODY);
    // Tried below: it does everybody's work.
    tried.add("jobs work");
    // Asks as "ask" does, from a terminal.
    tried.add("chat");
    ATTEMPTS.keySet().forEach(name -> tried.add(name.split(",", -1)[0]));

    assertThat(mnemo.commands()).containsExactlyInAnyOrderElementsOf(tried);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whoHasNoRightShouldFindNothingAndChangeNothing(String command) {
    UserId guest = guest();
    List<String> before = everythingOfAlice();

    Outcome outcome = attempt(guest, command);

    assertThat(outcome.out() + outcome.err()).doesNotContain(OF_THE_SESSION, OF_THE_TEXT);
    assertThat(everythingOfAlice()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whoMayReadShouldNotFindTheSessionAndChangeNothing(String command) {
    UserId guest = guest();
    grant(guest, Permission.READ);
    List<String> before = everythingOfAlice();

    Outcome outcome = attempt(guest, command);

    assertThat(outcome.out() + outcome.err()).doesNotContain(OF_THE_SESSION);
    assertThat(everythingOfAlice()).isEqualTo(before);
  }

  @Test
  void whatIsSharedShouldBeFoundUntilItIsTakenBack() {
    String guest = guest().value();

    alice(mnemo.run("datasets", "grant", "main_dataset", guest, "--user", ALICE.user().value()));
    Outcome shared = recalled(guest);
    Outcome own = recalled(ALICE.user().value());
    alice(mnemo.run("datasets", "revoke", "main_dataset", guest, "--user", ALICE.user().value()));

    assertThat(own.out()).contains(OF_THE_SESSION, OF_THE_TEXT);
    assertThat(shared.out()).contains(OF_THE_TEXT).doesNotContain(OF_THE_SESSION);
    assertThat(recalled(guest).out()).doesNotContain(OF_THE_TEXT, OF_THE_SESSION);
  }

  @Test
  void aWorkerShouldDoTheJobsOfOthersAndTellNothingOfThem() {
    Outcome work = mnemo.run("jobs", "work", "--user", guest().value());

    assertThat(work.code()).isZero();
    assertThat(work.out() + work.err()).doesNotContain(OF_THE_SESSION, OF_THE_TEXT);
    assertThat(mnemo.run("jobs", "show", job, "--json", "--user", ALICE.user().value()).out())
        .contains("succeeded");
  }

  private Outcome recalled(String user) {
    return mnemo.run("recall", QUESTION, "--user", user);
  }

  private Outcome attempt(UserId guest, String command) {
    Attempt attempt = Optional.ofNullable(ATTEMPTS.get(command)).orElseThrow();
    List<String> arguments = new ArrayList<>(List.of(command.split(",", -1)[0].split(" ", -1)));
    for (String argument : attempt.arguments()) {
      arguments.add(
          argument
              .replace("$alice", ALICE.user().value())
              .replace("$me", guest.value())
              .replace("$job", job)
              .replace("$document", document()));
    }
    arguments.addAll(List.of("--user", guest.value()));
    return mnemo.runOn(attempt.input(), arguments.toArray(String[]::new));
  }

  private void grant(UserId guest, Permission permission) {
    memory.useCases().datasets().grant().grant(ALICE, DatasetName.DEFAULT, guest, permission);
  }

  private static synchronized UserId guest() {
    return new UserId("others-guest-" + guests++);
  }

  private static String document() {
    return NodeId.document(DatasetId.of(ALICE.user(), DatasetName.DEFAULT), ContentHash.of(TEXT))
        .value();
  }

  private List<String> everythingOfAlice() {
    UseCases all = memory.useCases();
    List<String> everything = new ArrayList<>();
    List<Exported> log = new ArrayList<>();
    all.exportSessions().export(ALICE, Optional.empty(), log::add);
    log.forEach(part -> everything.add(part.toString()));
    everything.add(all.showUsage().show(ALICE, TimeRange.ALL, UsageBy.SESSION).toString());
    everything.addAll(GraphScan.ownedBy(memory.driver(), ALICE.user()));
    everything.addAll(GraphScan.of(memory.driver(), ALICE.user()));
    return everything;
  }

  private static Map<String, Attempt> attempts() {
    Map<String, Attempt> all = new LinkedHashMap<>();
    String turn =
        "{\"session_id\": \"talk\", \"qa_id\": \"turn-000\", \"question\": \"Q\", \"answer\": \"A\"}";
    all.put("remember", new Attempt("Clara lives in Rome.", List.of("-", "--owner", "$alice")));
    all.put("ask", quiet("--session", "talk", QUESTION));
    all.put(
        "ask, in her dataset",
        quiet("--session", "talk", "--owner", "$alice", "--dataset", "main_dataset", QUESTION));
    all.put("ask, for the context", quiet("--session", "talk", "--only-context", QUESTION));
    all.put("recall", quiet("--explain", QUESTION));
    all.put(
        "recall, in her dataset",
        quiet("--owner", "$alice", "--dataset", "main_dataset", QUESTION));
    all.put("history", quiet("--session", "talk", "--context", "--ids"));
    all.put("memory", quiet("--session", "talk", QUESTION));
    all.put("usage", quiet("--by", "session"));
    all.put("reembed", quiet());
    all.put("improve", quiet("--session", "talk", "--owner", "$alice"));
    all.put("improve, all", quiet("--all", "--owner", "$alice"));
    all.put(
        "improve, in the background",
        quiet("--session", "talk", "--owner", "$alice", "--background"));
    all.put("feedback add", quiet("--session", "talk", "--entry", "turn-000", "--score", "1"));
    all.put("feedback remove", quiet("--session", "talk", "--entry", "turn-000"));
    all.put("forget document", quiet("$document", "--owner", "$alice"));
    all.put("forget dataset", quiet("main_dataset"));
    all.put("forget user", quiet("$alice"));
    sessions(all, turn);
    others(all);
    return all;
  }

  private static void sessions(Map<String, Attempt> all, String turn) {
    all.put("sessions list", quiet());
    all.put("sessions show", quiet("talk"));
    all.put("sessions end", quiet("talk"));
    all.put("sessions delete", quiet("talk", "--graph", "delete"));
    all.put("sessions delete, one turn", quiet("talk", "--entry", "turn-000", "--graph", "delete"));
    all.put("sessions prune", quiet());
    all.put("sessions prune, everybody's", quiet("--all-users"));
    all.put("sessions export", quiet());
    all.put("sessions export, one", quiet("talk"));
    all.put("sessions import", new Attempt(turn, List.of("-")));
  }

  private static void others(Map<String, Attempt> all) {
    all.put("jobs list", quiet());
    all.put("jobs show", quiet("$job"));
    all.put("jobs cancel", quiet("$job"));
    all.put("datasets list", quiet());
    all.put("datasets show", quiet("main_dataset", "--owner", "$alice"));
    all.put(
        "datasets show, its sessions",
        quiet("--owner", "$alice", "--node-set", "user_sessions_from_cache"));
    all.put("datasets grant", quiet("main_dataset", "$me", "--write"));
    all.put("datasets revoke", quiet("main_dataset", "$alice"));
    all.put("datasets forget", quiet("main_dataset"));
    all.put("users create", quiet("$alice"));
    all.put("users list", quiet());
    all.put("users show", quiet("$alice"));
    all.put("users change", quiet("$alice", "--set", "note=mine"));
    all.put("users delete", quiet("$alice"));
  }

  private static Attempt quiet(String... arguments) {
    return new Attempt("", List.of(arguments));
  }
}
