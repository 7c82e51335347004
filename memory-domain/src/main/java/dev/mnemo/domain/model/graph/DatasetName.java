package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/** A dataset's name among its owner's: any non-blank text up to 256 characters. */
public record DatasetName(String value) {

  /** The longest dataset name, in Unicode code points. */
  public static final int MAX_LENGTH = 256;

  /** The dataset of a call that names none. */
  public static final DatasetName DEFAULT = new DatasetName("main_dataset");

  public DatasetName {
    Require.identifier("dataset", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
