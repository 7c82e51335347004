package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import dev.mnemo.domain.port.LocalServer;
import dev.mnemo.testkit.contract.LocalServerContract;
import dev.mnemo.testkit.fake.FakeLocalServer;
import java.util.List;
import java.util.function.UnaryOperator;

/** Local servers with planted faults. */
final class BrokenLocalServers {

  private record Subject(FakeLocalServer.Host host, UnaryOperator<LocalServer> fault)
      implements LocalServerContract {

    @Override
    public LocalServer openServer() {
      return fault.apply(new FakeLocalServer(host));
    }
  }

  /** A client that behaves, to be broken in one place. */
  private static class Forwarding implements LocalServer {

    private final LocalServer server;

    Forwarding(LocalServer server) {
      this.server = server;
    }

    @Override
    public ServerAddress start() {
      return server.start();
    }

    @Override
    public ServerStatus status() {
      return server.status();
    }

    @Override
    public boolean stop() {
      return server.stop();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  private BrokenLocalServers() {}

  /** All of them. */
  static List<Mutant<LocalServerContract>> all() {
    return List.of(
        mutant(
            "starts when it is looked at",
            server ->
                new Forwarding(server) {
                  @Override
                  public ServerStatus status() {
                    start();
                    return super.status();
                  }
                },
            "statusShouldStartNothing"),
        mutant(
            "forgets who uses it",
            server ->
                new Forwarding(server) {
                  @Override
                  public ServerStatus status() {
                    ServerStatus status = super.status();
                    return new ServerStatus(status.state(), status.folder(), 0, status.process());
                  }
                },
            "aStartedServerShouldTellWhereItIs"),
        mutant(
            "starts one for each client",
            server -> new FakeLocalServer(new FakeLocalServer.Host()),
            "clientsShouldShareOneServerUntilTheLastLeaves"),
        mutant(
            "ends with its first client",
            server ->
                new Forwarding(server) {
                  @Override
                  public void close() {
                    super.close();
                    stop();
                  }
                },
            "clientsShouldShareOneServerUntilTheLastLeaves"),
        mutant(
            "always says that it stopped",
            server ->
                new Forwarding(server) {
                  @Override
                  public boolean stop() {
                    super.stop();
                    return true;
                  }
                },
            "stopShouldEndItForEverybodyAndSayWhetherItRan"),
        mutant(
            "keeps its password for good",
            server ->
                new Forwarding(server) {
                  @Override
                  public ServerAddress start() {
                    ServerAddress address = super.start();
                    return new ServerAddress(address.uri(), address.user(), "a constant password");
                  }
                },
            "itShouldStartAgainAfterItWasStopped"),
        mutant(
            "has a password to be guessed",
            server ->
                new Forwarding(server) {
                  @Override
                  public ServerAddress start() {
                    ServerAddress address = super.start();
                    return new ServerAddress(address.uri(), address.user(), "neo4j");
                  }
                },
            "itsAddressShouldNotShowItsPasswordByAccident"));
  }

  private static Mutant<LocalServerContract> mutant(
      String fault, UnaryOperator<LocalServer> planted, String... rejectedBy) {
    return Mutant.of(fault, () -> new Subject(new FakeLocalServer.Host(), planted), rejectedBy);
  }
}
