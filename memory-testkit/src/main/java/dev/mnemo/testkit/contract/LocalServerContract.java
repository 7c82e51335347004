package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import dev.mnemo.domain.model.ServerStatus.State;
import dev.mnemo.domain.port.LocalServer;
import org.junit.jupiter.api.Test;

/** What every {@link LocalServer} promises. It must end with its last client. */
public interface LocalServerContract {

  /** Another client of the same server, which does not run before a clause starts it. */
  LocalServer openServer();

  @Test
  default void statusShouldStartNothing() {
    LocalServer server = openServer();

    ServerStatus status = server.status();

    assertThat(status.state()).isEqualTo(State.STOPPED);
    assertThat(status.clients()).isZero();
    assertThat(status.process()).isEmpty();
    assertThat(server.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  default void aStartedServerShouldTellWhereItIs() {
    LocalServer server = openServer();

    ServerAddress address = server.start();

    ServerStatus status = server.status();
    assertThat(status.state()).isEqualTo(State.RUNNING);
    assertThat(status.clients()).isEqualTo(1);
    assertThat(status.process()).map(ServerStatus.Running::uri).contains(address.uri());
    assertThat(server.start()).isEqualTo(address);
    server.stop();
  }

  @Test
  default void clientsShouldShareOneServerUntilTheLastLeaves() {
    LocalServer first = openServer();
    LocalServer second = openServer();
    ServerAddress address = first.start();

    assertThat(second.start()).isEqualTo(address);
    assertThat(second.status().clients()).isEqualTo(2);
    first.close();
    first.close();
    assertThat(second.status().state()).isEqualTo(State.RUNNING);
    assertThat(second.status().clients()).isEqualTo(1);
    assertThat(second.start()).isEqualTo(address);
    second.stop();
  }

  @Test
  default void stopShouldEndItForEverybodyAndSayWhetherItRan() {
    LocalServer user = openServer();
    LocalServer operator = openServer();
    user.start();

    assertThat(operator.stop()).isTrue();
    assertThat(user.status().state()).isEqualTo(State.STOPPED);
    assertThat(operator.stop()).isFalse();
  }

  @Test
  default void itShouldStartAgainAfterItWasStopped() {
    LocalServer server = openServer();
    ServerAddress first = server.start();
    server.stop();

    ServerAddress second = server.start();

    assertThat(server.status().state()).isEqualTo(State.RUNNING);
    assertThat(second.password()).isNotEqualTo(first.password());
    server.stop();
  }

  @Test
  default void itsAddressShouldNotShowItsPasswordByAccident() {
    LocalServer server = openServer();

    ServerAddress address = server.start();

    assertThat(address.password()).hasSizeGreaterThanOrEqualTo(16);
    assertThat(address.toString() + server.status()).doesNotContain(address.password());
    server.stop();
  }
}
