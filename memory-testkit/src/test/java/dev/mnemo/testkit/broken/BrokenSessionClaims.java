package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.testkit.contract.SessionClaimsContract;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Claims with planted faults. */
public final class BrokenSessionClaims {

  private static final Instant LATER = SessionClaimsContract.UNTIL.plusSeconds(3_600);

  private record Subject(SessionClaims claims, KnowledgeGraph graph)
      implements SessionClaimsContract {
    @Override
    public SessionClaims openClaims() {
      return claims;
    }

    @Override
    public KnowledgeGraph openGuarded() {
      return graph;
    }
  }

  private BrokenSessionClaims() {}

  /** All of them. */
  public static List<Mutant<SessionClaimsContract>> all() {
    return Stream.of(claiming(), losing(), guarding()).flatMap(List::stream).toList();
  }

  private static List<Mutant<SessionClaimsContract>> claiming() {
    return List.of(
        claims(
            "gives a session to everybody",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<SessionClaim> claim(
                      SessionKey session, String holder, Instant now, Instant until) {
                    return Optional.of(healthy.seize(session, holder, until));
                  }
                },
            "claimShouldGiveASessionToOneHolderAtATime",
            "seizeShouldTakeASessionFromWhoeverHasIt",
            "releaseOfALostClaimShouldLeaveItToItsHolder"),
        claims(
            "refuses a claim to who has it",
            healthy ->
                new Forwarding(healthy) {
                  private final AtomicInteger calls = new AtomicInteger();

                  @Override
                  public Optional<SessionClaim> claim(
                      SessionKey session, String holder, Instant now, Instant until) {
                    return healthy
                        .claim(session, holder + calls.incrementAndGet(), now, until)
                        .map(claim -> new SessionClaim(session, holder, until));
                  }
                },
            "claimShouldBeGivenAgainToWhoHasIt"),
        claims(
            "never lets a claim pass on",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<SessionClaim> claim(
                      SessionKey session, String holder, Instant now, Instant until) {
                    return healthy.claim(session, holder, SessionClaimsContract.NOW, until);
                  }
                },
            "aClaimShouldPassOnWhenItsTimeIsOver"),
        claims(
            "keeps sessions by their joined names",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<SessionClaim> claim(
                      SessionKey session, String holder, Instant now, Instant until) {
                    String joined = session.user() + ":" + session.session();
                    return healthy.claim(
                        SessionKey.of("all", joined.toLowerCase(Locale.ROOT)), holder, now, until);
                  }
                },
            "claimsShouldKeepSessionsOfTheSameNameApart"),
        claims(
            "looks before it claims",
            healthy ->
                new Forwarding(healthy) {
                  private final Overlap race = new Overlap();

                  @Override
                  public Optional<SessionClaim> claim(
                      SessionKey session, String holder, Instant now, Instant until) {
                    return race.run(
                        () -> healthy.claim(session, holder, now, until),
                        () -> Optional.of(new SessionClaim(session, holder, until)));
                  }
                },
            "claimsAtTheSameTimeShouldGiveASessionOnce"));
  }

  private static List<Mutant<SessionClaimsContract>> losing() {
    return List.of(
        claims(
            "keeps what was released",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void release(SessionClaim claim) {
                    healthy.extend(claim, LATER);
                  }
                },
            "aReleasedSessionShouldBeFreeAtOnce"),
        claims(
            "releases whatever claim there is",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void release(SessionClaim claim) {
                    healthy.release(healthy.seize(claim.session(), claim.holder(), LATER));
                  }
                },
            "releaseOfALostClaimShouldLeaveItToItsHolder"),
        claims(
            "says that a claim lasts longer and does not make it",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<SessionClaim> extend(SessionClaim claim, Instant until) {
                    return healthy
                        .extend(claim, claim.until())
                        .map(same -> new SessionClaim(same.session(), same.holder(), until));
                  }
                },
            "extendShouldKeepAClaimBeyondItsFirstEnd"),
        claims(
            "waits with a seizure until the claim is over",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public SessionClaim seize(SessionKey session, String holder, Instant until) {
                    healthy.claim(session, holder, SessionClaimsContract.NOW, until);
                    return new SessionClaim(session, holder, until);
                  }
                },
            "seizeShouldTakeASessionFromWhoeverHasIt"));
  }

  private static List<Mutant<SessionClaimsContract>> guarding() {
    return List.of(
        graphs(
            "writes under lost claims",
            graph ->
                new ForwardingKnowledgeGraph(graph) {
                  @Override
                  public WriteReport write(GraphBatch batch) {
                    return healthy.write(
                        new GraphBatch(
                            batch.dataset(),
                            batch.documents(),
                            batch.chunks(),
                            batch.entities(),
                            batch.mentions(),
                            batch.facts(),
                            batch.summaries(),
                            Optional.empty(),
                            batch.at()));
                  }
                },
            "aWriteUnderALostClaimShouldChangeNothing"),
        graphs(
            "refuses to replace under a claim",
            graph ->
                new ForwardingKnowledgeGraph(graph) {
                  @Override
                  public WriteReport write(GraphBatch batch) {
                    return written.add(batch.dataset())
                        ? healthy.write(batch)
                        : new WriteReport(0, 1, 0, 0, 0);
                  }
                },
            "aWriteShouldSucceedUnderAClaimThatNobodyTook"));
  }

  private static Mutant<SessionClaimsContract> claims(
      String fault, UnaryOperator<SessionClaims> broken, String... rejectedBy) {
    return Mutant.of(
        fault,
        () -> {
          FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
          return new Subject(broken.apply(graph.claims()), graph);
        },
        rejectedBy);
  }

  private static Mutant<SessionClaimsContract> graphs(
      String fault, Function<KnowledgeGraph, KnowledgeGraph> broken, String... rejectedBy) {
    return Mutant.of(
        fault,
        () -> {
          FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
          return new Subject(graph.claims(), broken.apply(graph));
        },
        rejectedBy);
  }

  /** Hands everything on to healthy claims; a fault overrides the rest. */
  private static class Forwarding implements SessionClaims {

    private final SessionClaims healthy;

    Forwarding(SessionClaims healthy) {
      this.healthy = healthy;
    }

    @Override
    public Optional<SessionClaim> claim(
        SessionKey session, String holder, Instant now, Instant until) {
      return healthy.claim(session, holder, now, until);
    }

    @Override
    public SessionClaim seize(SessionKey session, String holder, Instant until) {
      return healthy.seize(session, holder, until);
    }

    @Override
    public Optional<SessionClaim> extend(SessionClaim claim, Instant until) {
      return healthy.extend(claim, until);
    }

    @Override
    public void release(SessionClaim claim) {
      healthy.release(claim);
    }
  }
}
