package dev.mnemo.testkit.contract;

/**
 * What every {@link dev.mnemo.domain.port.SessionCache} keeps. A test class that implements this
 * interface inherits all its clauses:
 *
 * <pre>{@code
 * final class FileSessionCacheTest implements SessionCacheContract {
 *   public SessionCache open(Clock clock, Optional<Duration> timeToLive) { … }
 *   public void damage(SessionKey key, EntryId id) { … }
 * }
 * }</pre>
 */
public interface SessionCacheContract
    extends AppendClauses,
        ContentClauses,
        ReadClauses,
        ChangeClauses,
        KeyClauses,
        RecordClauses,
        ListingClauses,
        CursorClauses,
        ExpiryClauses,
        DeletionClauses,
        RandomOperationClauses {}
