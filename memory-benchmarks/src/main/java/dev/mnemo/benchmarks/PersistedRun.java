package dev.mnemo.benchmarks;

import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.PersistedSession;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.benchmarks.Conversations.Question;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How well recall finds what came in by the front door: conversations are imported as sessions of a
 * user each, improved with all that is extracted from them, and recalled. On the embedded defaults.
 */
final class PersistedRun {

  private static final int DEPTH = 100;

  private final Conversations conversations;
  private final Units units;
  private final Map<String, String> entryOfTurn = new LinkedHashMap<>();

  PersistedRun(Conversations conversations, Units units) {
    this.conversations = conversations;
    this.units = units;
    conversations
        .turns()
        .forEach(
            (conversation, turns) ->
                units
                    .of(turns)
                    .forEach(
                        entry ->
                            entry
                                .turns()
                                .forEach(
                                    turn ->
                                        entryOfTurn.put(
                                            key(conversation, turn.id()), entry.id()))));
  }

  void run() throws IOException {
    Path folder = Files.createTempDirectory("mnemo-recall");
    try (Mnemo mnemo = Mnemo.open(folder)) {
      conversations.turns().keySet().forEach(one -> remember(mnemo.useCases(), one));
      long start = System.nanoTime();
      conversations.turns().keySet().forEach(one -> importTurns(mnemo.useCases(), one));
      long imported = System.nanoTime();
      long facts =
          conversations.turns().keySet().stream()
              .mapToLong(one -> improve(mnemo.useCases(), one))
              .sum();
      Output.line(
          "%d turns in %d entries imported in %.1f s, improved in %.1f s, %d facts",
          entryOfTurn.size(),
          conversations.turns().values().stream().mapToInt(one -> units.of(one).size()).sum(),
          (imported - start) / 1e9,
          (System.nanoTime() - imported) / 1e9,
          facts);
      recall(mnemo.useCases(), "turns and facts", Set.of(Evidence.Kind.CHUNK, Evidence.Kind.FACT));
      recall(mnemo.useCases(), "turns alone", Set.of(Evidence.Kind.CHUNK));
      mnemo.localServer().orElseThrow().stop();
    } finally {
      Folders.delete(folder);
    }
  }

  // Sessions go to a dataset that something was remembered in.
  private static void remember(UseCases useCases, String conversation) {
    useCases
        .remember()
        .remember(
            UserScope.of(new UserId(conversation)),
            DatasetRef.DEFAULT,
            new NewText("note", "Conversations follow.", Optional.empty()),
            Progress.NONE);
  }

  private void importTurns(UseCases useCases, String conversation) {
    UserScope user = UserScope.of(new UserId(conversation));
    for (Units.Entry entry :
        units.of(conversations.turns().getOrDefault(conversation, List.of()))) {
      NewTurn turn =
          new NewTurn(
              Optional.of(new EntryId(entry.id())),
              Optional.of(entry.turns().getFirst().time()),
              entry.turns().getFirst().said(),
              entry.turns().size() == 1 ? "" : entry.turns().getLast().said(),
              "",
              GraphElementIds.NONE,
              Usage.NONE,
              Metadata.NONE);
      useCases
          .recordTurn()
          .record(
              user, new SessionId("S" + entry.turns().getFirst().session()), turn, IfEnded.REJECT);
    }
  }

  /** How many facts came of it. */
  private static long improve(UseCases useCases, String conversation) {
    Improved improved =
        useCases
            .improve()
            .improve(
                UserScope.of(new UserId(conversation)),
                new PersistRequest(new SessionSelection.All(), DatasetRef.DEFAULT),
                Progress.NONE);
    if (!improved.complete()) {
      throw new IllegalStateException("some entries were not persisted: " + improved);
    }
    return improved.persisting().sessions().stream().mapToLong(PersistedSession::facts).sum();
  }

  private void recall(UseCases useCases, String name, Set<Evidence.Kind> kinds) {
    Map<Question, Found> byTurn = new LinkedHashMap<>();
    Map<Question, Found> byEntry = new LinkedHashMap<>();
    long[] nanos = new long[conversations.questions().size()];
    for (Question question : conversations.questions()) {
      long start = System.nanoTime();
      List<String> entries = entries(useCases, question, kinds);
      nanos[byTurn.size()] = System.nanoTime() - start;
      List<String> turns =
          entries.stream().flatMap(entry -> Units.Entry.turnsOf(entry).stream()).toList();
      byTurn.put(question, Found.of(question.evidence(), turns));
      byEntry.put(question, Found.of(wanted(question), entries));
    }
    Output.line("\n%s, k counts turns", name);
    Found.table(byTurn).forEach(line -> Output.line("%s", line));
    if (units == Units.PAIRS) {
      Output.line("\n%s, k counts pairs", name);
      Found.table(byEntry).forEach(line -> Output.line("%s", line));
    }
    Arrays.sort(nanos);
    Output.line(
        "a recall of %d, ms: p50 %.1f  p95 %.1f",
        DEPTH, Load.percentile(nanos, 50), Load.percentile(nanos, 95));
  }

  /** The entries that hold the evidence. */
  private Set<String> wanted(Question question) {
    return question.evidence().stream()
        .map(turn -> entryOfTurn.getOrDefault(key(question.conversation(), turn), turn))
        .collect(Collectors.toSet());
  }

  /** The entries that the results name, the best first. */
  private static List<String> entries(
      UseCases useCases, Question question, Set<Evidence.Kind> kinds) {
    Set<String> entries = new LinkedHashSet<>();
    List<Ranked> found =
        useCases
            .recall()
            .recall(
                UserScope.of(new UserId(question.conversation())),
                new RecallRequest(question.text(), Optional.empty(), kinds, Set.of(), DEPTH));
    for (Ranked one : found) {
      one.evidence().provenance().documents().stream()
          .map(document -> document.source())
          .filter(Source.SessionEntry.class::isInstance)
          .map(source -> ((Source.SessionEntry) source).entry().entry().value())
          .forEach(entries::add);
    }
    return List.copyOf(entries);
  }

  private static String key(String conversation, String turn) {
    return conversation + " " + turn;
  }
}
