package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The one dataset to look in, or all. */
final class DatasetFilter {

  @Option(
      names = "--dataset",
      paramLabel = "D",
      description = "Look only in this dataset (default: all you may read).")
  private @Nullable String dataset;

  @Option(
      names = "--owner",
      paramLabel = "U",
      description = "Whose dataset it is, where several of that name are shared with you.")
  private @Nullable String owner;

  Optional<DatasetRef> ref() {
    if (dataset == null && owner != null) {
      throw new InvalidInputException("--owner", owner, "name the --dataset too");
    }
    return Optional.ofNullable(dataset)
        .map(DatasetName::new)
        .map(name -> new DatasetRef(Optional.ofNullable(owner).map(UserId::new), name));
  }
}
