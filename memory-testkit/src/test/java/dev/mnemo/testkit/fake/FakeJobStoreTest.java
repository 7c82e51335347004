package dev.mnemo.testkit.fake;

import dev.mnemo.domain.port.JobStore;
import dev.mnemo.testkit.contract.JobStoreContract;

final class FakeJobStoreTest implements JobStoreContract {

  private final FakeJobStore jobs = new FakeJobStore();

  @Override
  public JobStore openJobs() {
    return jobs;
  }
}
