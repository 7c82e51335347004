package dev.mnemo.domain.port;

import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import java.util.List;
import java.util.Optional;

/** The users that were registered; calls of an unregistered user work all the same. */
public interface UserDirectory {

  /**
   * Registers a user.
   *
   * @throws dev.mnemo.domain.exception.ConflictException if the id is taken
   */
  void create(User user);

  /** A user by id. */
  Optional<User> find(UserId id);

  /** At most {@code limit} users with an id after {@code after} (empty: from the first), by id. */
  List<User> list(Optional<UserId> after, int limit);

  /** Replaces a user's metadata; empty where there is no such user. */
  Optional<User> describe(UserId id, Metadata metadata);

  /** Removes a user from the directory; whether there was one. Sessions and datasets stay. */
  boolean delete(UserId id);
}
