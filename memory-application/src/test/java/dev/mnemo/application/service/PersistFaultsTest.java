package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.SessionClaims;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that may happen between any two steps of a run. */
class PersistFaultsTest {

  private static final int ENTRIES = 6;

  /** Something that happens at one step of a run. */
  enum Fault {
    FAILS_BEFORE,
    FAILS_AFTER,
    DIES_BEFORE,
    DIES_AFTER,
    EDIT,
    APPEND,
    DELETE
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aFurtherRunShouldEndInTheGraphOfOneUndisturbedRun(Fault fault) {
    int step = 0;
    boolean happened = true;
    while (happened) {
      step++;
      Disturbed disturbed = new Disturbed(fault, step);
      happened = disturbed.run();

      assertThat(disturbed.given.snapshot())
          .as("%s at step %d: %s", fault, step, disturbed.steps.calls)
          .isEqualTo(undisturbed(happened ? fault : Fault.FAILS_BEFORE).snapshot());
      assertThat(disturbed.paidAgain).as("paid again after %s at step %d", fault, step).isEmpty();
    }
    assertThat(step).as("steps that were disturbed").isGreaterThan(10);
  }

  @Test
  void whatARunCallsShouldNotGrowWithWhatIsPersisted() {
    PersistWorld given = new PersistWorld();
    List<Integer> calls = new ArrayList<>();
    for (int turn = 0; turn < 60; turn++) {
      given.say("Alice likes Thing%d.".formatted(turn), "Noted.");
      Steps steps = new Steps(given.world);
      given.persist();
      calls.add(steps.calls.size());
      steps.remove();
    }

    assertThat(calls.subList(1, calls.size())).containsOnly(calls.get(1));
  }

  private static PersistWorld undisturbed(Fault fault) {
    PersistWorld given = sixEntries();
    happen(given, fault);
    given.persist();
    return given;
  }

  private static PersistWorld sixEntries() {
    PersistWorld given = new PersistWorld();
    for (int i = 0; i < ENTRIES; i++) {
      given.say("Alice lives in Town%d.".formatted(i), "Bob likes Thing%d.".formatted(i));
    }
    return given;
  }

  private static void happen(PersistWorld given, Fault fault) {
    EntryId third = new EntryId("e0003");
    switch (fault) {
      case EDIT ->
          given.world.cache.changeEntry(
              ALICE.session(TALK), third, new EntryChange.Answer("Bob knows Erin."));
      case APPEND -> given.say("Alice lives in Berlin.", "Noted.");
      case DELETE ->
          given
              .world
              .useCases()
              .deleteEntry()
              .delete(ALICE, TALK, third, DerivedData.DELETE, ForgetMode.FORGET);
      case FAILS_BEFORE, FAILS_AFTER, DIES_BEFORE, DIES_AFTER -> {}
    }
  }

  /** A run that is disturbed at one of its steps, and the next one. */
  private static final class Disturbed {

    private final PersistWorld given = sixEntries();
    private final Fault fault;
    private final int at;
    private List<String> paidAgain = List.of();
    private Steps steps = new Steps(given.world);

    Disturbed(Fault fault, int at) {
      this.fault = fault;
      this.at = at;
      steps.remove();
    }

    /** Whether the step was reached. */
    boolean run() {
      steps = new Steps(given.world);
      steps.disturb(given, fault, at);
      try {
        given.persist();
      } catch (Death | RuntimeException e) {
        // The next run is what counts.
      }
      steps.remove();
      Set<String> committed =
          given.documents().stream()
              .flatMap(document -> document.texts().stream())
              .collect(Collectors.toSet());
      int before = given.paid.size();
      // Whoever died let go of nothing.
      given.world.clock.advance(World.LEASE);
      given.persist();
      paidAgain =
          given.paid.subList(before, given.paid.size()).stream()
              .filter(text -> isOf(committed, text))
              .toList();
      return steps.calls.size() >= at;
    }

    private static boolean isOf(Set<String> committed, String passage) {
      return passage
          .lines()
          .map(line -> line.replaceFirst("^\\w+: ", ""))
          .allMatch(committed::contains);
    }
  }

  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Puts itself between a world's use cases and its ports. */
  private static final class Steps {

    private final World world;
    private final SessionCache cache;
    private final KnowledgeGraph graph;
    private final SessionClaims claims;
    private final DatasetCatalog catalog;
    private final KnowledgeExtractor extractor;
    private final List<String> calls = new ArrayList<>();
    private Fault fault = Fault.FAILS_BEFORE;
    private int at = -1;
    private Optional<PersistWorld> given = Optional.empty();
    private boolean dead;
    private boolean inside;

    Steps(World world) {
      this.world = world;
      cache = world.cache;
      graph = world.graph;
      claims = world.claims;
      catalog = world.catalog;
      extractor = world.extractor;
      world.cache = port(SessionCache.class, cache);
      world.graph = port(KnowledgeGraph.class, graph);
      world.claims = port(SessionClaims.class, claims);
      world.catalog = port(DatasetCatalog.class, catalog);
      world.extractor = port(KnowledgeExtractor.class, extractor);
      // One after the other, so that each step is the same in every run.
      world.settings = one(world.settings);
    }

    private static MemorySettings one(MemorySettings settings) {
      return new MemorySettings(
          settings.window(),
          settings.chunkWords(),
          1,
          settings.abandonedAfter(),
          settings.searchTimeout(),
          settings.lease(),
          settings.answerInstructions(),
          settings.prices());
    }

    void disturb(PersistWorld disturbed, Fault by, int step) {
      given = Optional.of(disturbed);
      fault = by;
      at = step;
    }

    void remove() {
      world.cache = cache;
      world.graph = graph;
      world.claims = claims;
      world.catalog = catalog;
      world.extractor = extractor;
    }

    private <T> T port(Class<T> type, T adapter) {
      return Intercepted.port(
          type, adapter, (method, arguments, original) -> step(type, method, original));
    }

    private synchronized Object step(Class<?> type, String method, Intercepted.Call original)
        throws Throwable {
      if (inside) {
        return original.proceed();
      }
      if (dead) {
        throw new Death();
      }
      calls.add(type.getSimpleName() + "." + method);
      if (calls.size() != at) {
        return original.proceed();
      }
      return switch (fault) {
        case FAILS_BEFORE -> throw World.down();
        case FAILS_AFTER -> {
          original.proceed();
          throw World.down();
        }
        case DIES_BEFORE -> {
          dead = true;
          throw new Death();
        }
        case DIES_AFTER -> {
          original.proceed();
          dead = true;
          throw new Death();
        }
        case EDIT, APPEND, DELETE -> {
          inside = true;
          happen(given.orElseThrow(), fault);
          inside = false;
          yield original.proceed();
        }
      };
    }
  }
}
