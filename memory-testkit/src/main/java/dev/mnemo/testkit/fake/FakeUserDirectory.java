package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.UserDirectory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Users in memory. */
public final class FakeUserDirectory implements UserDirectory {

  private final TreeMap<UserId, User> users = new TreeMap<>(Comparator.comparing(UserId::value));

  @Override
  public synchronized void create(User user) {
    if (users.putIfAbsent(user.id(), user) != null) {
      throw new ConflictException("the user '%s' exists; choose another id".formatted(user.id()));
    }
  }

  @Override
  public synchronized Optional<User> find(UserId id) {
    return Optional.ofNullable(users.get(id));
  }

  @Override
  public synchronized List<User> list(Optional<UserId> after, int limit) {
    return after.map(id -> users.tailMap(id, false)).orElse(users).values().stream()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<User> describe(UserId id, Metadata metadata) {
    return Optional.ofNullable(
        users.computeIfPresent(id, (same, user) -> new User(same, user.createdAt(), metadata)));
  }

  @Override
  public synchronized boolean delete(UserId id) {
    return users.remove(id) != null;
  }
}
