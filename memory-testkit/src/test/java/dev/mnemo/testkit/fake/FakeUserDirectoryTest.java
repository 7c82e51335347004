package dev.mnemo.testkit.fake;

import dev.mnemo.domain.port.UserDirectory;
import dev.mnemo.testkit.contract.UserDirectoryContract;

final class FakeUserDirectoryTest implements UserDirectoryContract {

  private final FakeUserDirectory directory = new FakeUserDirectory();

  @Override
  public UserDirectory openDirectory() {
    return directory;
  }
}
