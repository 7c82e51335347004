package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import dev.mnemo.testkit.fake.FakeSessionCache;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Session caches with planted faults. */
public final class BrokenSessionCaches {

  /** What a healthy cache is opened with, and what lies beside its storage. */
  record Opened(
      FakeSessionCache.Storage storage,
      FakeSessionCache.Storage neighbour,
      Clock clock,
      Optional<Duration> timeToLive) {

    SessionCache healthy() {
      return new FakeSessionCache(storage, clock, timeToLive);
    }

    SessionCache beside() {
      return new FakeSessionCache(neighbour, clock, Optional.empty());
    }
  }

  /** Opens a cache that has the fault. */
  @FunctionalInterface
  interface Fault {
    SessionCache open(Opened opened);
  }

  private record Subject(
      FakeSessionCache.Storage storage, FakeSessionCache.Storage neighbour, Fault fault)
      implements SessionCacheContract {

    @Override
    public SessionCache open(Clock clock, Optional<Duration> timeToLive) {
      return fault.open(new Opened(storage, neighbour, clock, timeToLive));
    }

    @Override
    public SessionCache openNeighbour(Clock clock) {
      return new FakeSessionCache(neighbour, clock, Optional.empty());
    }

    @Override
    public void damage(SessionKey key, EntryId id) {
      storage.damage(key, id);
    }
  }

  private BrokenSessionCaches() {}

  /** All of them. */
  public static List<Mutant<SessionCacheContract>> all() {
    return Stream.of(
            BrokenAppends.all(),
            BrokenContents.all(),
            BrokenReads.all(),
            BrokenChanges.all(),
            BrokenKeys.all(),
            BrokenRecords.all(),
            BrokenListings.all(),
            BrokenCursors.all(),
            BrokenExpiries.all(),
            BrokenDeletions.all(),
            BrokenLongRuns.all())
        .flatMap(List::stream)
        .toList();
  }

  static Mutant<SessionCacheContract> mutant(String fault, Fault planted, String... rejectedBy) {
    return sharing(fault, () -> planted, rejectedBy);
  }

  /** A fault whose state all caches over one storage share. */
  static Mutant<SessionCacheContract> sharing(
      String fault, Supplier<Fault> planted, String... rejectedBy) {
    return Mutant.of(
        fault,
        () ->
            new Subject(
                new FakeSessionCache.Storage(), new FakeSessionCache.Storage(), planted.get()),
        rejectedBy);
  }
}
