package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link SessionClaims} keeps, and what the graph beside it makes of claims. */
public interface SessionClaimsContract {

  /** A session that the clauses claim. */
  SessionKey SESSION = SessionKey.of("alice", "s:1");

  /** An entry of it. */
  EntryKey SESSION_ENTRY = new EntryKey(SESSION, new EntryId("e1"));

  /** When the clauses claim. */
  Instant NOW = TestClock.NOON;

  /** Until when the first claims of the clauses last. */
  Instant UNTIL = NOW.plusSeconds(60);

  /**
   * Opens the claims of the running test: none at its first call; each further call opens the same
   * ones once more, as another process would. Close what was opened after each test.
   */
  SessionClaims openClaims();

  /** Opens the graph whose writes these claims guard, empty at a test's first call. */
  KnowledgeGraph openGuarded();

  @Test
  default void claimShouldGiveASessionToOneHolderAtATime() {
    SessionClaims claims = openClaims();

    Optional<SessionClaim> first = claims.claim(SESSION, "first", NOW, UNTIL);

    assertThat(first).contains(new SessionClaim(SESSION, "first", UNTIL));
    assertThat(openClaims().claim(SESSION, "second", UNTIL.minusNanos(1_000), UNTIL)).isEmpty();
  }

  @Test
  default void claimShouldBeGivenAgainToWhoHasIt() {
    SessionClaims claims = openClaims();
    claims.claim(SESSION, "first", NOW, UNTIL);

    assertThat(claims.claim(SESSION, "first", NOW, UNTIL.plusSeconds(60))).isPresent();
    assertThat(claims.claim(SESSION, "second", UNTIL, UNTIL.plusSeconds(60))).isEmpty();
  }

  @Test
  default void aClaimShouldPassOnWhenItsTimeIsOver() {
    SessionClaims claims = openClaims();
    claims.claim(SESSION, "first", NOW, UNTIL);

    assertThat(claims.claim(SESSION, "second", UNTIL, UNTIL.plusSeconds(60))).isPresent();
    assertThat(claims.claim(SESSION, "first", UNTIL, UNTIL.plusSeconds(60))).isEmpty();
  }

  @Test
  default void aReleasedSessionShouldBeFreeAtOnce() {
    SessionClaims claims = openClaims();
    SessionClaim first = claims.claim(SESSION, "first", NOW, UNTIL).orElseThrow();

    claims.release(first);

    assertThat(claims.claim(SESSION, "second", NOW, UNTIL)).isPresent();
    assertThat(claims.extend(first, UNTIL)).isEmpty();
  }

  @Test
  default void releaseOfALostClaimShouldLeaveItToItsHolder() {
    SessionClaims claims = openClaims();
    SessionClaim lost = claims.claim(SESSION, "first", NOW, UNTIL).orElseThrow();
    claims.seize(SESSION, "second", UNTIL);

    claims.release(lost);

    assertThat(claims.claim(SESSION, "third", NOW, UNTIL)).isEmpty();
  }

  @Test
  default void extendShouldKeepAClaimBeyondItsFirstEnd() {
    SessionClaims claims = openClaims();
    SessionClaim claim = claims.claim(SESSION, "first", NOW, UNTIL).orElseThrow();

    Optional<SessionClaim> longer = claims.extend(claim, UNTIL.plusSeconds(60));

    assertThat(longer).contains(new SessionClaim(SESSION, "first", UNTIL.plusSeconds(60)));
    assertThat(claims.claim(SESSION, "second", UNTIL, UNTIL.plusSeconds(60))).isEmpty();
  }

  @Test
  default void seizeShouldTakeASessionFromWhoeverHasIt() {
    SessionClaims claims = openClaims();
    SessionClaim lost = claims.claim(SESSION, "first", NOW, UNTIL).orElseThrow();

    SessionClaim seized = openClaims().seize(SESSION, "deletion", UNTIL);

    assertThat(seized).isEqualTo(new SessionClaim(SESSION, "deletion", UNTIL));
    assertThat(claims.extend(lost, UNTIL.plusSeconds(60))).isEmpty();
    assertThat(claims.claim(SESSION, "first", NOW, UNTIL)).isEmpty();
    assertThat(claims.extend(seized, UNTIL.plusSeconds(60))).isPresent();
  }

  @Test
  default void claimsShouldKeepSessionsOfTheSameNameApart() {
    SessionClaims claims = openClaims();
    claims.claim(SessionKey.of("a:b", "c"), "first", NOW, UNTIL);

    assertThat(claims.claim(SessionKey.of("a", "b:c"), "second", NOW, UNTIL)).isPresent();
    assertThat(claims.claim(SessionKey.of("bob", "c"), "second", NOW, UNTIL)).isPresent();
    assertThat(claims.claim(SessionKey.of("a:b", "C"), "second", NOW, UNTIL)).isPresent();
  }

  @Test
  default void claimsAtTheSameTimeShouldGiveASessionOnce() {
    List<SessionClaims> processes = List.of(openClaims(), openClaims());

    List<Optional<SessionClaim>> given =
        Parallel.run(16, n -> processes.get(n % 2).claim(SESSION, "holder " + n, NOW, UNTIL));

    assertThat(given).filteredOn(Optional::isPresent).hasSize(1);
  }

  @Test
  default void aWriteShouldSucceedUnderAClaimThatNobodyTook() {
    KnowledgeGraph graph = openGuarded();
    SessionClaim claim = openClaims().claim(SESSION, "first", NOW, UNTIL).orElseThrow();

    graph.write(entry("before").under(claim));
    graph.write(entry("after").under(claim));

    assertThat(graph.persisted(DATASET, Set.of(SESSION_ENTRY)))
        .containsValue(ContentHash.of("after"));
  }

  @Test
  default void aWriteUnderALostClaimShouldChangeNothing() {
    KnowledgeGraph graph = openGuarded();
    SessionClaims claims = openClaims();
    SessionClaim lost = claims.claim(SESSION, "first", NOW, UNTIL).orElseThrow();
    graph.write(entry("before").under(lost));
    GraphCounts before = graph.count(DATASET);
    SessionClaim other =
        claims.claim(SESSION, "second", UNTIL, UNTIL.plusSeconds(60)).orElseThrow();

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> graph.write(entry("late").under(lost)))
        .withMessageContaining("s:1");
    claims.release(other);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> graph.write(entry("late").under(lost)));

    assertThat(graph.count(DATASET)).isEqualTo(before);
    assertThat(graph.persisted(DATASET, Set.of(SESSION_ENTRY)))
        .containsValue(ContentHash.of("before"));
  }

  private static GraphBatch entry(String text) {
    return BatchBuilder.in(DATASET)
        .entry(SESSION_ENTRY, text)
        .fact("Ada", "says", text)
        .at(UNTIL.plusSeconds(60))
        .build();
  }
}
