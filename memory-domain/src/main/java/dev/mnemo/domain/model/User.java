package dev.mnemo.domain.model;

import java.time.Instant;

/** A user as the directory knows it. */
public record User(UserId id, Instant createdAt, Metadata metadata) {

  public User {
    Require.present("user id", id);
    Require.present("created at", createdAt);
    Require.present("metadata", metadata);
  }
}
