package dev.mnemo.application.service;

import dev.mnemo.application.SharedStores;
import dev.mnemo.application.port.in.PersistReport;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.PersistSessions;
import dev.mnemo.application.port.in.PersistedSession;
import dev.mnemo.application.port.in.PersistedSession.Outcome;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.service.DatasetAccess.Permitted;
import dev.mnemo.application.service.SessionSurvey.Surveyed;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.DamagedRecord;
import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionClaims;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Persists sessions one after the other: sees what is left of each, claims those of which there is
 * something, and reports how each went. A session that another run is at work on is left for the
 * end, and waited for a while.
 */
final class Persisting implements PersistSessions {

  private static final Logger log = LoggerFactory.getLogger(Persisting.class);

  private final Sessions sessions;
  private final Shared shared;
  private final KnowledgeGraph graph;
  private final DatasetAccess access;
  private final SelectedSessions selected;
  private final EntryReader reader;
  private final Slots slots;
  private final Accounts accounts;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final Settings settings;

  /**
   * How persisting goes about.
   *
   * @param atOnce how many entries are extracted at the same time
   * @param lease how long a claim lasts without its holder
   * @param pause between two looks at a session that another run is at work on
   * @param looks how often to look
   */
  record Settings(int atOnce, Duration lease, Duration pause, int looks) {}

  Persisting(
      Sessions sessions,
      Shared shared,
      KnowledgeGraph graph,
      DatasetAccess access,
      EntryReader reader,
      Slots slots,
      Accounts accounts,
      TimeOrderedIds ids,
      Clock clock,
      Settings settings) {
    this.sessions = sessions;
    this.shared = shared;
    this.graph = graph;
    this.access = access;
    this.selected = new SelectedSessions(sessions);
    this.reader = reader;
    this.slots = slots;
    this.accounts = accounts;
    this.ids = ids;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public PersistReport persist(UserScope scope, PersistRequest request, Progress progress) {
    return persist(scope, request, Watch.of(progress)).report();
  }

  /**
   * A run's report, and what the logs of its sessions said.
   *
   * @param surveys of the sessions that could be read
   */
  record Persisted(PersistReport report, List<SessionSurvey> surveys) {}

  Persisted persist(UserScope scope, PersistRequest request, Watch watch) {
    SharedStores stores = shared.stores();
    Permitted target = access.toWrite(scope, request.dataset());
    Run run = new Run(scope, target.dataset(), watch, stores.claims());
    run.survey(selected.of(scope, request.sessions()));
    run.requireData();
    run.persistAll();
    return run.persisted();
  }

  /** One call of the use case. */
  private final class Run {

    private final UserScope scope;
    private final Dataset dataset;
    private final Watch watch;
    private final SessionClaims claims;
    private final String holder = ids.next().value();
    private final Outage outage = new Outage();
    private final List<SessionKey> asked = new ArrayList<>();
    private final Map<SessionKey, SessionSurvey> surveys = new LinkedHashMap<>();
    private final Map<SessionKey, PersistedSession> reports = new LinkedHashMap<>();
    private long done;
    private long total;

    Run(UserScope scope, Dataset dataset, Watch watch, SessionClaims claims) {
      this.scope = scope;
      this.dataset = dataset;
      this.watch = watch;
      this.claims = claims;
    }

    void survey(List<SessionKey> keys) {
      asked.addAll(keys);
      for (SessionKey key : keys) {
        guarded(
            key,
            Usage.NONE,
            () -> {
              SessionSurvey survey = SessionSurvey.of(key, dataset.id(), sessions.cache(), graph);
              surveys.put(key, survey);
              total += survey.left().size();
              if (survey.left().isEmpty()) {
                reports.put(key, nothingLeft(survey));
              }
            });
      }
      watch.at(done, total);
    }

    private PersistedSession nothingLeft(SessionSurvey survey) {
      SessionTally tally = new SessionTally(survey.key().session());
      tally.known(survey.known());
      return survey.exists()
          ? tally.ended(unreadable(survey), Usage.NONE)
          : tally.report(
              Outcome.UNKNOWN,
              Optional.of("user '%s' has no such session".formatted(scope.user())),
              Usage.NONE);
    }

    // Asked only where it can matter, so that a run that finds nothing new stays cheap.
    void requireData() {
      boolean noneHeld = surveys.values().stream().allMatch(survey -> survey.known() == 0);
      if (total > 0 && noneHeld && graph.count(dataset.id()).documents() == 0) {
        throw new NotFoundException(
            "nothing was remembered in dataset '%s' yet; remember a text in it first"
                .formatted(dataset.name()));
      }
    }

    void persistAll() {
      List<SessionSurvey> busy = new ArrayList<>();
      for (SessionSurvey survey : surveys.values()) {
        if (!reports.containsKey(survey.key()) && !begin(survey)) {
          busy.add(survey);
        }
      }
      busy.forEach(this::await);
    }

    /** Persists a session unless another run has it. */
    private boolean begin(SessionSurvey survey) {
      List<Optional<SessionClaim>> claimed = new ArrayList<>();
      guarded(survey.key(), Usage.NONE, () -> claimed.add(claim(survey.key())));
      if (claimed.isEmpty()) {
        return true;
      }
      claimed.getFirst().ifPresent(claim -> persist(survey, claim));
      return claimed.getFirst().isPresent();
    }

    private Optional<SessionClaim> claim(SessionKey key) {
      var now = clock.instant();
      return claims.claim(key, holder, now, now.plus(settings.lease()));
    }

    private void await(SessionSurvey survey) {
      for (int look = 0; look < settings.looks() && watch.wanted(); look++) {
        rest();
        if (begin(survey)) {
          return;
        }
      }
      SessionTally tally = new SessionTally(survey.key().session());
      tally.known(survey.known());
      tally.left(survey.left().size());
      reports.put(
          survey.key(),
          tally.report(
              Outcome.BUSY,
              Optional.of("another run is at work on it; persist it again later"),
              Usage.NONE));
    }

    private void rest() {
      try {
        Thread.sleep(settings.pause());
      } catch (InterruptedException e) {
        // What is wanted no more is asked for next.
        Thread.currentThread().interrupt();
      }
    }

    private void persist(SessionSurvey survey, SessionClaim claimed) {
      SessionKey key = survey.key();
      SessionTally tally = new SessionTally(key.session());
      tally.known(survey.known());
      try (Spending spending = accounts.open(scope.user(), Optional.of(key.session()));
          HeldClaim claim = new HeldClaim(claims, claimed, clock, settings.lease())) {
        try {
          work(survey, claim, tally, spending);
          reports.put(key, tally.ended(unreadable(survey), spending.total()));
        } catch (ConflictException e) {
          boolean lost = lost(claim);
          giveUp(survey, tally, spending, lost ? Outcome.BUSY : Outcome.FAILED, e);
        } catch (RuntimeException e) {
          giveUp(survey, tally, spending, Outcome.FAILED, e);
        }
      }
    }

    private void work(
        SessionSurvey survey, HeldClaim claim, SessionTally tally, Spending spending) {
      long before = done;
      // Another run may have had it since it was surveyed.
      List<Surveyed> left = SessionSurvey.left(survey.key(), dataset.id(), survey.left(), graph);
      long others = survey.left().size() - (long) left.size();
      tally.known(others);
      done += others;
      new SessionPersister(sessions.cache(), graph, access, reader, slots, clock, settings.atOnce())
          .persist(
              survey.key(),
              left,
              claim,
              new SessionPersister.Setting(dataset.id(), access.readable(scope), outage, watch),
              tally,
              spending,
              () -> watch.at(++done, total));
      if (watch.wanted()) {
        // Entries that went meanwhile are done with, too.
        done = before + survey.left().size();
        watch.at(done, total);
      }
    }

    private boolean lost(HeldClaim claim) {
      try {
        return claim.lost();
      } catch (MnemoException e) {
        log.debug("whether the claim was lost is not known", e);
        return false;
      }
    }

    private void giveUp(
        SessionSurvey survey,
        SessionTally tally,
        Spending spending,
        Outcome outcome,
        RuntimeException failure) {
      tally.left(Math.max(0, survey.entries().size() - tally.settled()));
      reports.put(
          survey.key(),
          tally.report(outcome, Optional.of(reason(survey.key(), failure)), spending.total()));
    }

    /** Does something for one session; what fails is its own report, and stops no other. */
    private void guarded(SessionKey key, Usage spent, Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        reports.put(
            key,
            new SessionTally(key.session())
                .report(Outcome.FAILED, Optional.of(reason(key, e)), spent));
      }
    }

    Persisted persisted() {
      List<PersistedSession> inOrder = new ArrayList<>();
      asked.forEach(key -> Optional.ofNullable(reports.get(key)).ifPresent(inOrder::add));
      return new Persisted(new PersistReport(dataset, inOrder), List.copyOf(surveys.values()));
    }
  }

  private static Optional<String> unreadable(SessionSurvey survey) {
    return survey.damaged().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "stored entries that cannot be read were left out: "
                + survey.damaged().stream()
                    .map(DamagedRecord::where)
                    .collect(Collectors.joining(", ")));
  }

  private static String reason(SessionKey key, RuntimeException failure) {
    if (failure instanceof MnemoException told) {
      log.debug("persisting session {} failed", key.session(), failure);
      return String.valueOf(told.getMessage());
    }
    log.error("persisting session {} failed unexpectedly", key.session(), failure);
    return "it failed unexpectedly; the log tells why";
  }
}
