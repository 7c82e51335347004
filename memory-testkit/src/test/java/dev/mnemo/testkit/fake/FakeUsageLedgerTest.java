package dev.mnemo.testkit.fake;

import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.testkit.contract.UsageLedgerContract;

final class FakeUsageLedgerTest implements UsageLedgerContract {

  private final FakeUsageLedger ledger = new FakeUsageLedger();

  @Override
  public UsageLedger openLedger() {
    return ledger;
  }
}
