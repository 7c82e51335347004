package dev.mnemo.bootstrap;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import dev.mnemo.application.Adapters;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.MemoryRequest;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.application.port.in.UserMemory;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.port.LocalServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * mnemo inside another program. The verbs here serve one user with sensible choices; everything
 * else is in {@link #useCases()}. Thread-safe. Backends are connected at their first use and closed
 * by {@link #close()}, which lets writes in flight finish.
 *
 * <pre>{@code
 * try (Mnemo mnemo = Mnemo.open(Path.of("memory"))) {
 *   mnemo.remember("Alice moved to Paris in 2010.");
 *   String answer = mnemo.ask(new SessionId("s1"), "Where does Alice live?").answer();
 * }
 * }</pre>
 */
public final class Mnemo implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Mnemo.class);
  private static final Key<Set<AutoCloseable>> CLOSEABLES = Key.get(new TypeLiteral<>() {});

  private static final Key<Optional<LocalServer>> LOCAL_SERVER = Key.get(new TypeLiteral<>() {});

  // Between two looks for a job where there was none.
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Injector injector;
  private final UserScope scope;
  private final List<AutoCloseable> workers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Mnemo(Injector injector, UserScope scope) {
    this.injector = injector;
    this.scope = scope;
  }

  /**
   * The embedded defaults: everything in {@code data}, no server to install, no model. What the
   * environment and the folder's {@code mnemo.properties} set holds here too. The system property
   * {@code mnemo.neo4j.lib} names the folder {@code lib-neo4j} of a distribution.
   */
  public static Mnemo open(Path data) {
    Configuration configuration =
        ConfigurationReader.ofThisProcess()
            .read(
                Optional.empty(),
                Map.of(
                    Setting.DATA,
                    new Configuration.Value(data.toString(), "Mnemo.open", "data folder")));
    return open(configuration, status -> {});
  }

  /**
   * What a configuration says.
   *
   * @param starting is told what takes a while, such as starting the local graph
   */
  public static Mnemo open(Configuration configuration, StartListener starting) {
    AdapterChoice choice = new AdapterChoice(configuration, starting);
    return assemble(choice.scope(), choice.settings(), choice.modules());
  }

  /**
   * Adapters of one's own choice: between them the modules bind {@code KnowledgeGraph}, {@code
   * DatasetCatalog}, {@code LanguageModel}, {@code KnowledgeExtractor} and {@code
   * QuestionRewriter}, and, where wanted, {@code SessionCache}, {@code UsageLedger}, {@code
   * Embedder}, {@code EmbeddingIndex}, and, all four or none, {@code SessionClaims}, {@code
   * JobStore}, {@code UserDirectory} and {@code FeedbackLedger}.
   *
   * @throws InvalidInputException if a port is bound by none or by two of them; it names the port
   *     and the places
   */
  public static Mnemo of(UserScope scope, MemorySettings settings, Module... adapters) {
    return assemble(scope, settings, List.of(adapters));
  }

  private static Mnemo assemble(UserScope scope, MemorySettings settings, List<Module> adapters) {
    CoreModule core = new CoreModule(settings, Clock.systemUTC(), new SecureRandom());
    Module checked = PortBindings.checked(adapters);
    return new Mnemo(Guice.createInjector(Stage.DEVELOPMENT, checked, core), scope);
  }

  /** Everything mnemo can do. */
  public UseCases useCases() {
    return injector.getInstance(UseCases.class);
  }

  /** What the use cases run on, for a check of its parts. */
  public Adapters adapters() {
    return injector.getInstance(Adapters.class);
  }

  /** The backend that runs on this machine as a process of its own, where there is one. */
  public Optional<LocalServer> localServer() {
    return injector.getInstance(LOCAL_SERVER);
  }

  /** Remembers a text in the default dataset. */
  public Remembered remember(String text) {
    return useCases()
        .remember()
        .remember(
            scope, DatasetRef.DEFAULT, new NewText("text", text, Optional.empty()), Progress.NONE);
  }

  /** Asks in a session, which remembers the turn. */
  public SearchResult ask(SessionId session, String question) {
    return useCases().search().search(scope, SearchRequest.of(session, question), piece -> {});
  }

  /** Finds what was remembered, without a model. */
  public List<Ranked> recall(String question, int topK) {
    return useCases().recall().recall(scope, RecallRequest.of(question, topK));
  }

  /**
   * Brings what was said in these sessions into the default dataset, each turn once, and applies
   * the feedback on them. To let it happen in the background, submit a job and {@link #startWorker
   * start a worker}.
   */
  public Improved improve(SessionId... sessions) {
    return useCases()
        .improve()
        .improve(
            scope,
            new PersistRequest(new SessionSelection.Named(List.of(sessions)), DatasetRef.DEFAULT),
            Progress.NONE);
  }

  /** What is known of the user that matters to a session now, ready for a prompt. */
  public UserMemory memory(SessionId session) {
    return useCases().recallMemory().recall(scope, MemoryRequest.of(session));
  }

  /**
   * Forgets texts of the default dataset, by the id that remembering them returned, and what only
   * they support.
   */
  public DeletionReport forget(NodeId... documents) {
    return useCases()
        .datasets()
        .forgetDocument()
        .forget(scope, DatasetRef.DEFAULT, Set.of(documents), ForgetMode.FORGET);
  }

  /**
   * Begins to do the jobs that wait, of all users, beside whatever other workers there are.
   *
   * @return to end it, which {@link #close} does too: the job under way goes back to be taken up
   *     again
   */
  public AutoCloseable startWorker() {
    BackgroundWorker worker = BackgroundWorker.start(useCases().jobs().work(), PAUSE);
    workers.add(worker);
    return worker;
  }

  /** The most recent turns of a session, oldest first. */
  public History history(SessionId session, int lastN) {
    return useCases().readHistory().read(scope, session, new EntryRange.Last(lastN));
  }

  /** Closes every backend; one that fails to close does not keep the others open. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    // Workers first: they use everything else.
    workers.forEach(Mnemo::close);
    List.copyOf(injector.getInstance(CLOSEABLES)).reversed().forEach(Mnemo::close);
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.warn("{} did not close cleanly", closeable.getClass().getSimpleName(), e);
    }
  }
}
