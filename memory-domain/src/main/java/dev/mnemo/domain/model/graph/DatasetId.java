package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.UserId;

/** A dataset's durable id; derived from owner and name, so that two creators at once agree. */
public record DatasetId(String value) {

  public DatasetId {
    Require.identifier("dataset id", value, 64);
  }

  /** The id of {@code owner}'s dataset {@code name}. */
  public static DatasetId of(UserId owner, DatasetName name) {
    return new DatasetId(ContentHash.of("dataset", owner.value(), name.value()).value());
  }

  @Override
  public String toString() {
    return value;
  }
}
