package dev.mnemo.bootstrap.cli;

import dev.mnemo.domain.model.ForgetMode;
import picocli.CommandLine.Option;

/** Whether a deletion is meant. */
final class DryRunOption {

  @Option(names = "--dry-run", description = "Tell what would go, and change nothing.")
  private boolean dryRun;

  ForgetMode mode() {
    return dryRun ? ForgetMode.DRY_RUN : ForgetMode.FORGET;
  }
}
