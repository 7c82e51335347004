package dev.mnemo.bootstrap.real;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.application.service.UseCaseFactory;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.cli.CommandLineFixture;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.testkit.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** The embedded defaults in a folder of their own: files, a local graph, rules, vectors. */
final class RealMemory implements AutoCloseable {

  /** Short, so that what a dead worker held is free again soon. */
  static final MemorySettings SETTINGS = MemorySettings.DEFAULT.withLease(Duration.ofMillis(400));

  private static final Instant FIRST_TURN = Instant.parse("2024-05-01T10:00:00Z");

  private final Path folder;
  private final Mnemo mnemo;
  private final ServerAddress address;
  private final Driver driver;

  private RealMemory(Path folder, Mnemo mnemo, ServerAddress address, Driver driver) {
    this.folder = folder;
    this.mnemo = mnemo;
    this.address = address;
    this.driver = driver;
  }

  static RealMemory start() {
    try {
      Path folder = Files.createTempDirectory("mnemo-real");
      Mnemo mnemo = open(folder);
      ServerAddress address = mnemo.localServer().orElseThrow().start();
      return new RealMemory(
          folder,
          mnemo,
          address,
          GraphDatabase.driver(
              address.uri(), AuthTokens.basic(address.user(), address.password())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The memory in a folder, in this process or another. */
  static Mnemo open(Path folder) {
    return open(folder, environment(folder));
  }

  private static Mnemo open(Path folder, Map<String, String> environment) {
    return Mnemo.open(
        new ConfigurationReader(environment, folder.toString(), "Linux")
            .read(Optional.empty(), Map.of()),
        status -> {});
  }

  /** The same memory once more, with settings of one's own. */
  Mnemo openWith(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(environment(folder));
    environment.putAll(settings);
    return open(folder, environment);
  }

  /** The same memory once more, its graph behind a gate. */
  Mnemo openThrough(Gate gate) {
    return openWith(
        Map.of(
            "MNEMO_GRAPH", "neo4j",
            "MNEMO_NEO4J_URI", gate.uri().toString(),
            "MNEMO_NEO4J_USER", address.user(),
            "MNEMO_NEO4J_PASSWORD", address.password()));
  }

  /** Where the graph's server is. */
  ServerAddress address() {
    return address;
  }

  private static Map<String, String> environment(Path folder) {
    return Map.of(
        "MNEMO_DATA", folder.resolve("data").toString(),
        "MNEMO_SCRATCH", System.getProperty("mnemo.test.scratch"));
  }

  /** The command line on this memory. */
  CommandLineFixture commandLine() {
    return CommandLineFixture.ofRealParts(folder, environment(folder));
  }

  Path folder() {
    return folder;
  }

  Driver driver() {
    return driver;
  }

  UseCases useCases() {
    return useCases(adapters -> adapters);
  }

  /** The use cases over adapters that a test changes. */
  UseCases useCases(UnaryOperator<Adapters> changed) {
    return useCases(changed, SETTINGS);
  }

  UseCases useCases(UnaryOperator<Adapters> changed, MemorySettings settings) {
    return UseCaseFactory.create(changed.apply(mnemo.adapters()), settings);
  }

  void remember(UserScope user, String text) {
    useCases()
        .remember()
        .remember(
            user,
            DatasetRef.DEFAULT,
            new NewText("note", text, Optional.of(FIRST_TURN.minus(Duration.ofDays(1)))),
            Progress.NONE);
  }

  /** Adds a turn with a durable id, a minute after the one before. */
  QAEntry tell(UserScope user, SessionId session, int number, String said) {
    return tell(useCases(), user, session, number, said);
  }

  static QAEntry tell(
      UseCases useCases, UserScope user, SessionId session, int number, String said) {
    return useCases
        .recordTurn()
        .record(
            user,
            session,
            new NewTurn(
                Optional.of(new EntryId("turn-%03d".formatted(number))),
                Optional.of(FIRST_TURN.plus(Duration.ofMinutes(number))),
                said,
                "I will remember that.",
                "",
                GraphElementIds.NONE,
                Usage.NONE,
                Metadata.NONE),
            IfEnded.REJECT);
  }

  static Improved improve(UseCases useCases, UserScope user, SessionId... sessions) {
    SessionSelection selection =
        sessions.length == 0
            ? new SessionSelection.All()
            : new SessionSelection.Named(List.of(sessions));
    return useCases
        .improve()
        .improve(user, new PersistRequest(selection, DatasetRef.DEFAULT), Progress.NONE);
  }

  /** The graph of a user as one run makes it that nobody disturbs. */
  List<String> undisturbed(UserScope user, String firstText) {
    return undisturbed(useCases(), user, firstText);
  }

  /** The same, by use cases of the test's choice. */
  List<String> undisturbed(UseCases useCases, UserScope user, String firstText) {
    useCases()
        .datasets()
        .forget()
        .forget(user, DatasetRef.of(user.user(), DatasetRef.DEFAULT.name()), ForgetMode.FORGET);
    remember(user, firstText);
    improve(useCases, user);
    return GraphScan.of(driver, user.user());
  }

  @Override
  public void close() throws IOException {
    driver.close();
    mnemo.localServer().orElseThrow().stop();
    mnemo.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
