package dev.mnemo.bootstrap.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.PersistedSession;
import dev.mnemo.application.service.UseCaseFactory;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.cli.ModelServer;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.testkit.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The graph or the model goes in the middle of a run; the next run ends as one quiet run would. */
@ExtendWith(SharedRealMemory.class)
class FailingBackendsTest {

  private static final String NOTE = "Bob lives in New York.";
  private static final String[] TOLD = {
    "Clara lives in Lisbon.", "She works as a pilot.", "Clara moved to Porto in 2020."
  };
  private static final int CUTS = 7;
  private static final int TURNS = 12;
  private static final int ANSWERED = 5;
  private static final Pattern LIKING = Pattern.compile("<passage>.*?(\\w+) likes (\\w+)\\.");

  /** How a model's server fails. */
  enum Failing {
    WITH_AN_ERROR,
    WITHOUT_AN_ANSWER;

    RuntimeException failure() {
      return switch (this) {
        case WITH_AN_ERROR -> new ModelServer.Overload();
        case WITHOUT_AN_ANSWER -> new UncheckedIOException(new IOException("cut"));
      };
    }
  }

  @TempDir private Path folder;
  private final RealMemory memory;

  FailingBackendsTest(RealMemory memory) {
    this.memory = memory;
  }

  @Test
  void aRunWhoseGraphGoesAtAnyMomentShouldBeFinishedByTheNext() throws IOException {
    int broken = runsAreBroken(user("graph-goes"), Gate::shutAfter);

    assertThat(broken).isGreaterThan(CUTS / 2);
  }

  @Test
  void aRunWhoseConnectionsAreCutAtAnyMomentShouldCostNothingTwice() throws IOException {
    runsAreBroken(user("graph-cut"), Gate::cutAfter);
  }

  /** Breaks runs ever later, each of a session of its own; how many did not get through. */
  private int runsAreBroken(UserScope user, BiConsumer<Gate, Long> breaking) throws IOException {
    memory.remember(user, NOTE);
    Path bill = folder.resolve(user.user().value());
    int broken = 0;
    try (Gate gate = Gate.to(memory.address().uri());
        Mnemo mnemo = memory.openThrough(gate)) {
      UseCases useCases =
          UseCaseFactory.create(PaidExtractor.with(mnemo.adapters(), bill), RealMemory.SETTINGS);
      long said = 0;
      for (String warm : List.of("first", "second")) {
        long before = gate.heard();
        RealMemory.improve(useCases, user, told(user, warm));
        said = gate.heard() - before;
      }

      for (int i = 0; i < CUTS; i++) {
        SessionId session = told(user, "session-" + i);
        breaking.accept(gate, said * i / CUTS);
        broken += complete(useCases, user, session) ? 0 : 1;
        Files.deleteIfExists(bill);
        gate.open();

        PersistedSession next = persisted(useCases, user, session);
        assertThat(next.outcome()).as(next.toString()).isEqualTo(PersistedSession.Outcome.DONE);
        // What was committed is not paid again.
        assertThat(PaidExtractor.bill(bill).values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(TOLD.length - next.known());
      }
    }
    assertThat(GraphScan.of(memory.driver(), user.user()))
        .isEqualTo(memory.undisturbed(user, NOTE));
    return broken;
  }

  private static boolean complete(UseCases useCases, UserScope user, SessionId session) {
    try {
      return RealMemory.improve(useCases, user, session).complete();
    } catch (BackendUnavailableException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunWhoseModelFailsShouldBeFinishedByTheNextWithoutPayingTwice(Failing how)
      throws IOException {
    UserScope user = user("model-" + how);
    memory.remember(user, NOTE);
    SessionId session = new SessionId("long");
    for (int i = 0; i < TURNS; i++) {
      memory.tell(user, session, i, "Person%c likes Town%d.".formatted('A' + i, i));
    }
    AtomicInteger left = new AtomicInteger(ANSWERED);
    List<String> paid = new CopyOnWriteArrayList<>();
    try (ModelServer model =
        ModelServer.answering(
            (request, pieces) -> {
              if (left.getAndDecrement() <= 0) {
                throw how.failure();
              }
              String passage = passage(request);
              paid.add(passage);
              pieces.accept(extracted(passage));
            })) {
      PersistedSession first = improved(model, user, session);
      int paidFirst = paid.size();
      left.set(Integer.MAX_VALUE);
      PersistedSession next = improved(model, user, session);

      assertThat(first.outcome()).isEqualTo(PersistedSession.Outcome.FAILED);
      assertThat(paidFirst).isEqualTo(ANSWERED);
      // All that was paid for was kept.
      assertThat(next.known()).isEqualTo(ANSWERED);
      assertThat(next.outcome()).isEqualTo(PersistedSession.Outcome.DONE);
      assertThat(paid).hasSize(TURNS).doesNotHaveDuplicates();
      List<String> graph = GraphScan.of(memory.driver(), user.user());
      try (Mnemo mnemo = memory.openWith(model.environment())) {
        assertThat(graph).isEqualTo(memory.undisturbed(mnemo.useCases(), user, NOTE));
      }
      assertThat(graph).anyMatch(line -> line.contains("PersonA likes Town0."));
    }
  }

  /** By a process of its own: in one, a model that failed is left alone for a while. */
  private PersistedSession improved(ModelServer model, UserScope user, SessionId session) {
    try (Mnemo mnemo = memory.openWith(model.environment())) {
      return persisted(mnemo.useCases(), user, session);
    }
  }

  private static PersistedSession persisted(UseCases useCases, UserScope user, SessionId session) {
    return RealMemory.improve(useCases, user, session).persisting().sessions().getFirst();
  }

  private static String passage(JsonNode request) {
    return request.path("messages").path(1).path("content").toString();
  }

  private static String extracted(String passage) {
    Matcher liking = LIKING.matcher(passage);
    assertThat(liking.find()).as(passage).isTrue();
    return """
        {"entities": [{"name": "%1$s", "type": "person", "description": ""}],
         "facts": [{"subject": "%1$s", "predicate": "likes", "object": "%2$s",
           "statement": "%1$s likes %2$s.", "negated": false, "confidence": 1,
           "valid_from": "", "valid_to": ""}],
         "summary": ""}"""
        .formatted(liking.group(1), liking.group(2));
  }

  private SessionId told(UserScope user, String name) {
    SessionId session = new SessionId(name);
    for (int i = 0; i < TOLD.length; i++) {
      memory.tell(user, session, i, TOLD[i]);
    }
    return session;
  }

  private static UserScope user(String name) {
    return UserScope.of(new UserId(name));
  }
}
