package dev.mnemo.domain.model.graph;

/** What a grant allows on a dataset; writing includes reading. */
public enum Permission {
  READ,
  WRITE
}
