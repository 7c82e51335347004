package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetName;
import java.util.Optional;

/**
 * A dataset as a caller names it. Without an owner a read means the caller's own dataset of that
 * name, or else the one that was granted under it; a write never leaves the caller's own datasets
 * unless an owner is named.
 */
public record DatasetRef(Optional<UserId> owner, DatasetName name) {

  /** The dataset of a call that names none. */
  public static final DatasetRef DEFAULT = of(DatasetName.DEFAULT);

  public DatasetRef {
    Require.present("owner", owner);
    Require.present("dataset", name);
  }

  /** The dataset of that name, whose ever it is. */
  public static DatasetRef of(DatasetName name) {
    return new DatasetRef(Optional.empty(), name);
  }

  /** Exactly that owner's dataset. */
  public static DatasetRef of(UserId owner, DatasetName name) {
    return new DatasetRef(Optional.of(owner), name);
  }

  @Override
  public String toString() {
    return owner.map(of -> of + "/" + name).orElse(name.value());
  }
}
