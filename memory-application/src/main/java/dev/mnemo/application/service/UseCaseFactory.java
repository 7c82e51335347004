package dev.mnemo.application.service;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.DatasetUseCases;
import dev.mnemo.application.JobUseCases;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.UserUseCases;
import java.time.Duration;

/** Builds the use cases; the only way to them. */
public final class UseCaseFactory {

  // A session that another run is at work on is waited for longer than a vanished run holds it.
  private static final Waiting WAITING =
      new Waiting(
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Accounts.PATIENCE,
          Duration.ofMillis(250),
          120);
  private static final int SESSIONS_PER_PAGE = 100;
  private static final int ENTRIES_PER_PAGE = 500;

  private UseCaseFactory() {}

  /**
   * All use cases over these adapters; they hold no resources of their own, and are thread-safe.
   */
  public static UseCases create(Adapters adapters, MemorySettings settings) {
    return create(adapters, settings, WAITING);
  }

  /**
   * How long is waited for what.
   *
   * @param patience how long a search waits for a read, or one attempt of a write, of the session
   *     cache
   * @param retry before a failed write is tried again
   * @param ledger how long a piece of work waits for the usage ledger
   * @param pause between two looks at a session that another run is at work on
   * @param looks how often to look
   */
  record Waiting(Duration patience, Duration retry, Duration ledger, Duration pause, int looks) {}

  static UseCases create(Adapters adapters, MemorySettings settings, Waiting waiting) {
    var sessions = new Sessions(adapters.sessions(), waiting.retry());
    var ids = new TimeOrderedIds(adapters.clock(), adapters.random());
    var accounts =
        new Accounts(settings.prices(), adapters.ledger(), ids, adapters.clock(), waiting.ledger());
    var vectors = new Vectors(adapters.embedder());
    var retriever =
        new Retriever(
            adapters.graph(),
            new Ranking(settings.ranking()),
            new Reranking(adapters.reranker()),
            adapters.clock());
    var access = new DatasetAccess(adapters.datasets());
    var readable = new ReadableDatasets(access);
    var questions = new QuestionReader(adapters.graph(), vectors);
    var recollection = new Recollection(readable, questions, retriever, accounts);
    var conversation = new Conversation(sessions, settings.window(), waiting.patience());
    var prompts = new PromptWriter(adapters.model(), settings.answerInstructions());
    var preparation =
        new SearchPreparation(
            readable,
            conversation,
            questions,
            new FollowUps(adapters.rewriter()),
            retriever,
            prompts);
    var entries = new SessionEntries(sessions, ids, adapters.clock());
    var records = new SessionRecords(sessions, adapters.clock(), settings.abandonedAfter());
    var shared = new Shared(adapters.shared());
    var slots = Slots.builtIn();
    var clock = adapters.clock();
    var graph = adapters.graph();
    var persisting =
        new Persisting(
            sessions,
            shared,
            graph,
            access,
            new EntryReader(adapters.extractor(), vectors, settings.chunkWords()),
            slots,
            accounts,
            ids,
            clock,
            new Persisting.Settings(
                settings.extractionsAtOnce(), settings.lease(), waiting.pause(), waiting.looks()));
    var improving = new Improving(persisting, access, sessions, shared);
    var seizure = new Seizure(shared, ids, clock, settings.lease());
    var forgetting = new Forgetting(access, adapters.datasets(), graph);
    var userDeletion =
        new UserDeletion(
            sessions, adapters.ledger(), shared, graph, adapters.datasets(), forgetting, seizure);
    var deletion = new SessionDeletion(sessions, shared, graph, seizure);
    var jobs = new Jobs(shared, access, ids, adapters.clock());
    var users = new Users(shared, adapters.clock());
    var datasets = new Datasets(access, adapters.datasets(), adapters.graph());
    var memories =
        new UserMemories(readable, sessions, waiting.patience(), questions, retriever, accounts);
    return new UseCases(
        new RememberService(
            adapters.graph(),
            access,
            new TextSplitter(settings.chunkWords()),
            new ChunkReader(adapters.extractor(), vectors, settings.extractionsAtOnce()),
            vectors,
            slots,
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
        (scope, request) ->
            Deadline.in(settings.searchTimeout())
                .run(UserMemories.STEP, () -> memories.recall(scope, request)),
        improving,
        persisting,
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
        deletion::prune,
        new SessionExport(sessions, SESSIONS_PER_PAGE, ENTRIES_PER_PAGE),
        new SessionRestore(sessions),
        new ReembedService(adapters.embeddingIndex(), adapters.embedder(), vectors, accounts),
        new UsageReports(adapters.ledger()),
        new JobUseCases(
            jobs::submit,
            jobs::show,
            jobs::list,
            jobs::cancel,
            new JobWorker(shared, persisting, improving, clock, settings.lease())),
        new UserUseCases(
            users::create, users::show, users::list, users::change, userDeletion::delete),
        new DatasetUseCases(
            datasets::list,
            datasets::show,
            datasets::grant,
            datasets::revoke,
            forgetting::forgetDocuments,
            forgetting::forgetDataset));
  }
}
