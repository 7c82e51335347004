package dev.mnemo.testkit.fake;

import dev.mnemo.domain.port.LocalServer;
import dev.mnemo.testkit.contract.LocalServerContract;

final class FakeLocalServerTest implements LocalServerContract {

  private final FakeLocalServer.Host host = new FakeLocalServer.Host();

  @Override
  public LocalServer openServer() {
    return new FakeLocalServer(host);
  }
}
