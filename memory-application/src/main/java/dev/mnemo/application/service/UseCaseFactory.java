package dev.mnemo.application.service;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.DatasetUseCases;
import dev.mnemo.application.JobUseCases;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.UserUseCases;
import dev.mnemo.application.port.in.DeleteUser;
import dev.mnemo.application.port.in.ForgetDataset;
import dev.mnemo.application.port.in.ForgetDocument;
import dev.mnemo.application.port.in.Improve;
import dev.mnemo.application.port.in.PersistSessions;
import dev.mnemo.application.port.in.PruneSessions;
import dev.mnemo.application.port.in.RecallMemory;
import dev.mnemo.application.port.in.ShowDataset;
import dev.mnemo.application.port.in.WorkOnJobs;
import java.time.Duration;

/** Builds the use cases; the only way to them. */
public final class UseCaseFactory {

  private static final Duration CACHE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(100);
  private static final int SESSIONS_PER_PAGE = 100;
  private static final int ENTRIES_PER_PAGE = 500;

  private UseCaseFactory() {}

  /**
   * All use cases over these adapters; they hold no resources of their own, and are thread-safe.
   */
  public static UseCases create(Adapters adapters, MemorySettings settings) {
    return create(adapters, settings, CACHE_PATIENCE, RETRY_PAUSE, Accounts.PATIENCE);
  }

  /**
   * @param patience how long a search waits for a read, or one attempt of a write, of the session
   *     cache
   * @param pause before a failed write is tried again
   * @param ledgerPatience how long a piece of work waits for the usage ledger
   */
  static UseCases create(
      Adapters adapters,
      MemorySettings settings,
      Duration patience,
      Duration pause,
      Duration ledgerPatience) {
    var sessions = new Sessions(adapters.sessions(), pause);
    var ids = new TimeOrderedIds(adapters.clock(), adapters.random());
    var accounts =
        new Accounts(settings.prices(), adapters.ledger(), ids, adapters.clock(), ledgerPatience);
    var vectors = new Vectors(adapters.embedder());
    var retriever = new Retriever(adapters.graph(), new Ranking(settings.ranking()));
    var access = new DatasetAccess(adapters.datasets());
    var readable = new ReadableDatasets(access);
    var recollection = new Recollection(readable, vectors, retriever, accounts);
    var conversation = new Conversation(sessions, settings.window(), patience);
    var prompts = new PromptWriter(adapters.model(), settings.answerInstructions());
    var preparation =
        new SearchPreparation(
            readable,
            conversation,
            vectors,
            new FollowUps(adapters.rewriter()),
            retriever,
            prompts);
    var entries = new SessionEntries(sessions, ids, adapters.clock());
    var records = new SessionRecords(sessions, adapters.clock(), settings.abandonedAfter());
    var deletion = new SessionDeletion(sessions);
    var shared = new Shared(adapters.shared());
    var jobs = new Jobs(shared, access, ids, adapters.clock());
    var users = new Users(shared, adapters.clock());
    var datasets = new Datasets(access, adapters.datasets(), adapters.graph());
    return new UseCases(
        new RememberService(
            adapters.graph(),
            access,
            new TextSplitter(settings.chunkWords()),
            new ChunkReader(adapters.extractor(), vectors, settings.extractionsAtOnce()),
            vectors,
            adapters.clock(),
            accounts),
        new SearchService(
            preparation,
            recollection,
            new Answering(adapters.model(), prompts),
            conversation,
            ids,
            adapters.clock(),
            settings.searchTimeout(),
            accounts),
        new PreviewService(preparation, recollection, prompts, settings.searchTimeout(), accounts),
        (scope, request) ->
            Deadline.in(settings.searchTimeout())
                .run(Recollection.STEP, () -> recollection.recall(scope, request)),
        Pending.service(RecallMemory.class),
        Pending.service(Improve.class),
        Pending.service(PersistSessions.class),
        entries::read,
        entries::record,
        entries::change,
        deletion::deleteEntry,
        records::start,
        records::show,
        records::list,
        records::change,
        records::end,
        deletion::deleteSession,
        Pending.service(PruneSessions.class),
        new SessionExport(sessions, SESSIONS_PER_PAGE, ENTRIES_PER_PAGE),
        new SessionRestore(sessions),
        new ReembedService(adapters.embeddingIndex(), adapters.embedder(), vectors, accounts),
        new UsageReports(adapters.ledger()),
        new JobUseCases(
            jobs::submit, jobs::show, jobs::list, jobs::cancel, Pending.service(WorkOnJobs.class)),
        new UserUseCases(
            users::create,
            users::show,
            users::list,
            users::change,
            Pending.service(DeleteUser.class)),
        new DatasetUseCases(
            datasets::list,
            Pending.service(ShowDataset.class),
            datasets::grant,
            datasets::revoke,
            Pending.service(ForgetDocument.class),
            Pending.service(ForgetDataset.class)));
  }
}
