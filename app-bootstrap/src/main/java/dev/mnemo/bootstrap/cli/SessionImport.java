package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.SavedSession;
import dev.mnemo.bootstrap.cli.JsonLines.BadLine;
import dev.mnemo.bootstrap.cli.JsonLines.Line;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Imports the lines of one file. Sessions are written side by side, so that they share the waits
 * for the store; the lines of one session one after another, so that their order stays.
 */
final class SessionImport implements AutoCloseable {

  private static final int SIDE_BY_SIDE = 32;

  /** The writing that a line asks for. */
  private record Step(long line, SessionKey session, Runnable write) {}

  private final UseCases useCases;
  private final UserScope caller;
  private final ExecutorService writers =
      Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory());
  private final Map<String, Integer> sameSoFar = new HashMap<>();
  private final AtomicLong turns = new AtomicLong();

  /** What completes the session whose turns are being read. */
  private Optional<Step> completion = Optional.empty();

  private long sessions;

  SessionImport(UseCases useCases, UserScope caller) {
    this.useCases = useCases;
    this.caller = caller;
  }

  /** How many turns were imported. */
  long turns() {
    return turns.get();
  }

  /** How many records of sessions were met. */
  long sessions() {
    return sessions;
  }

  /** Imports some lines; those that are bad are left out and returned. */
  List<BadLine> take(List<Line> lines) {
    List<Step> steps = new ArrayList<>();
    List<BadLine> bad = new ArrayList<>();
    for (Line line : lines) {
      try {
        Optional<JsonNode> record = ImportedLine.session(line.object());
        if (record.isPresent()) {
          begin(line.number(), record.get(), steps);
        } else {
          steps.add(turn(line));
        }
      } catch (MnemoException e) {
        bad.add(new BadLine(line.number(), String.valueOf(e.getMessage())));
      }
    }
    bad.addAll(write(steps));
    return bad;
  }

  /** Completes the last session; call it after all lines. */
  List<BadLine> finish() {
    List<Step> steps = new ArrayList<>();
    complete(steps);
    return write(steps);
  }

  @Override
  public void close() {
    writers.shutdownNow();
  }

  private void begin(long line, JsonNode record, List<Step> steps) {
    UserScope scope = ImportedLine.scope(record, caller);
    SavedSession saved = ImportedLine.saved(record);
    complete(steps);
    completion = Optional.of(restore(line, scope, saved));
    sessions++;
    steps.add(restore(line, scope, saved.beforeItsEntries()));
  }

  private void complete(List<Step> steps) {
    completion.ifPresent(steps::add);
    completion = Optional.empty();
  }

  private Step restore(long line, UserScope scope, SavedSession saved) {
    return new Step(
        line, scope.session(saved.id()), () -> useCases.restoreSession().restore(scope, saved));
  }

  private Step turn(Line line) {
    JsonNode object = line.object();
    UserScope scope = ImportedLine.scope(object, caller);
    SessionId session = ImportedLine.sessionId(object);
    NewTurn turn = ImportedLine.turn(object, id(object, scope, session));
    Optional<Feedback> feedback = ImportedLine.feedback(object);
    SessionKey key = scope.session(session);
    return new Step(line.number(), key, () -> record(scope, session, turn, feedback));
  }

  private void record(
      UserScope scope, SessionId session, NewTurn turn, Optional<Feedback> feedback) {
    // What is imported did happen, whether or not the session was ended since.
    QAEntry entry = useCases.recordTurn().record(scope, session, turn, IfEnded.REOPEN);
    if (feedback.isPresent() && !entry.feedback().equals(feedback)) {
      useCases
          .changeEntry()
          .change(scope, session, entry.id(), new EntryChange.Rate(feedback.get()));
    }
    turns.incrementAndGet();
  }

  // The same line at the same place among its like has the same id each time it is imported.
  private EntryId id(JsonNode line, UserScope scope, SessionId session) {
    Optional<EntryId> given = JsonLines.optional(line, "qa_id").map(EntryId::new);
    if (given.isPresent()) {
      return given.get();
    }
    String content = scope.user() + "\0" + session + "\0" + line;
    int number = sameSoFar.merge(content, 1, Integer::sum);
    return new EntryId("import-" + ContentHash.of(content + "\0" + number).value());
  }

  private List<BadLine> write(List<Step> steps) {
    Map<SessionKey, List<Step>> bySession = new LinkedHashMap<>();
    steps.forEach(
        step -> bySession.computeIfAbsent(step.session(), key -> new ArrayList<>()).add(step));
    List<Future<List<BadLine>>> writing =
        bySession.values().stream()
            .map(ofSession -> writers.submit(() -> writeInOrder(ofSession)))
            .toList();
    List<BadLine> bad = new ArrayList<>();
    Optional<RuntimeException> failure = Optional.empty();
    for (Future<List<BadLine>> one : writing) {
      try {
        bad.addAll(one.get());
      } catch (ExecutionException e) {
        failure =
            Optional.of(
                e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("importing failed", e.getCause()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BackendUnavailableException(
            "import", "was interrupted; repeat it, which changes nothing that is there", e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return bad;
  }

  private static List<BadLine> writeInOrder(List<Step> steps) {
    List<BadLine> bad = new ArrayList<>();
    for (Step step : steps) {
      try {
        step.write().run();
      } catch (BackendUnavailableException e) {
        // No fault of the line, and the next ones would fare no better.
        throw e;
      } catch (MnemoException e) {
        bad.add(new BadLine(step.line(), String.valueOf(e.getMessage())));
      }
    }
    return bad;
  }
}
