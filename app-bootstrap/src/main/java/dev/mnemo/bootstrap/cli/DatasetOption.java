package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The dataset that a command works on. */
final class DatasetOption {

  @Option(
      names = "--dataset",
      paramLabel = "D",
      description = "The dataset (default: main_dataset).")
  private String dataset = DatasetName.DEFAULT.value();

  @Option(
      names = "--owner",
      paramLabel = "U",
      description = "Whose dataset it is, where it is shared with you (default: your own).")
  private @Nullable String owner;

  DatasetRef ref() {
    return new DatasetRef(Optional.ofNullable(owner).map(UserId::new), new DatasetName(dataset));
  }
}
