package dev.mnemo.bootstrap.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.PersistedSession;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that die and runs at once, on the real parts: each ends in the graph of one quiet run. */
@ExtendWith(SharedRealMemory.class)
class InterruptedImprovingTest {

  private static final String NOTE = "Bob lives in New York.";
  private static final String[] TOLD = {
    "Clara lives in Lisbon.", "She works as a pilot.", "Clara moved to Porto in 2020."
  };

  @TempDir private Path folder;
  private final RealMemory memory;

  InterruptedImprovingTest(RealMemory memory) {
    this.memory = memory;
  }

  @Test
  void aRunThatDiesAtAnyStepShouldBeFinishedByTheNext() throws IOException {
    UserScope user = user("steps");
    memory.remember(user, NOTE);
    Path bill = folder.resolve("steps");

    int step = 0;
    for (boolean died = true; died; step++) {
      SessionId session = new SessionId("session-" + step);
      tell(user, session, TOLD.length);
      DyingAdapters dying = new DyingAdapters(step);
      runToItsDeath(memory.useCases(dying::of), user, session);
      died = dying.dead();
      long there = persisted(RealMemory.improve(paid(bill), user, session)).known();
      // What was committed is not paid again.
      assertThat(PaidExtractor.bill(bill).values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(TOLD.length - there);
      Files.deleteIfExists(bill);
    }
    List<String> graph = GraphScan.of(memory.driver(), user.user());

    assertThat(step).isGreaterThan(2 * 3 * TOLD.length);
    assertThat(graph).isEqualTo(memory.undisturbed(user, NOTE));
  }

  @Test
  void aKilledProcessShouldLeaveWhatTheNextFinishesWithoutPayingTwice() throws Exception {
    UserScope user = user("killed");
    memory.remember(user, NOTE);
    SessionId session = new SessionId("long");
    int turns = 40;
    for (int i = 0; i < turns; i++) {
      memory.tell(user, session, i, "Person%c likes Town%d.".formatted('A' + i % 26, i));
    }
    Path bill = folder.resolve("killed");
    Random random = new Random(11);

    for (int i = 0; i < 4; i++) {
      Process process = ImprovingProcess.start(memory, user, bill, RealMemory.SETTINGS);
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        assertThat(out.readLine()).isEqualTo("begun");
        boolean ended = process.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        if (ended) {
          break;
        }
      }
    }
    Map<String, Long> before = PaidExtractor.bill(bill);
    PersistedSession last = persisted(RealMemory.improve(paid(bill), user, session));

    assertThat(last.outcome()).isEqualTo(PersistedSession.Outcome.DONE);
    long paidNow =
        PaidExtractor.bill(bill).values().stream().mapToLong(Long::longValue).sum()
            - before.values().stream().mapToLong(Long::longValue).sum();
    assertThat(paidNow).isEqualTo(turns - last.known());
    // Each death may cost what was read and not yet written, never more.
    assertThat(PaidExtractor.bill(bill)).hasSize(turns);
    assertThat(GraphScan.of(memory.driver(), user.user()))
        .isEqualTo(memory.undisturbed(user, NOTE));
  }

  @Test
  void twoProcessesAndEightThreadsAtOnceShouldDoTheWorkOnce() throws Exception {
    UserScope user = user("crowd");
    memory.remember(user, NOTE);
    for (int i = 0; i < 3; i++) {
      tell(user, new SessionId("session-" + i), TOLD.length);
    }
    Path bill = folder.resolve("crowd");
    // Nobody dies here, and a claim that a busy machine lets run out would be paid for again.
    Process process = ImprovingProcess.start(memory, user, bill, MemorySettings.DEFAULT);
    List<Future<Improved>> runs = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("begun");
      for (int i = 0; i < 8; i++) {
        UseCases useCases = paid(bill, MemorySettings.DEFAULT);
        runs.add(threads.submit(() -> RealMemory.improve(useCases, user)));
      }
      for (Future<Improved> run : runs) {
        // Who has waited long enough for another run says so, and leaves the session to it.
        assertThat(run.get(60, TimeUnit.SECONDS).persisting().sessions())
            .extracting(PersistedSession::outcome)
            .isSubsetOf(PersistedSession.Outcome.DONE, PersistedSession.Outcome.BUSY);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(RealMemory.improve(paid(bill), user).complete()).isTrue();

    assertThat(PaidExtractor.bill(bill).values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(3L * TOLD.length);
    assertThat(GraphScan.of(memory.driver(), user.user()))
        .isEqualTo(memory.undisturbed(user, NOTE));
  }

  private static void runToItsDeath(UseCases useCases, UserScope user, SessionId session) {
    try {
      RealMemory.improve(useCases, user, session);
    } catch (DyingAdapters.Death | RuntimeException e) {
      // As the process would, it simply ends.
    }
  }

  private void tell(UserScope user, SessionId session, int turns) {
    for (int i = 0; i < turns; i++) {
      memory.tell(user, session, i, TOLD[i]);
    }
  }

  private UseCases paid(Path bill) {
    return paid(bill, RealMemory.SETTINGS);
  }

  private UseCases paid(Path bill, MemorySettings settings) {
    return memory.useCases(adapters -> PaidExtractor.with(adapters, bill), settings);
  }

  private static PersistedSession persisted(Improved improved) {
    return improved.persisting().sessions().getFirst();
  }

  private static UserScope user(String name) {
    return UserScope.of(new UserId(name));
  }
}
