package dev.mnemo.application.service;

import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.UserDirectory;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The use cases on the directory of users. */
final class Users {

  private static final int MOST = 1_000;

  private final Shared shared;
  private final Clock clock;

  Users(Shared shared, Clock clock) {
    this.shared = shared;
    this.clock = clock;
  }

  User create(UserScope scope, UserId id, Metadata metadata) {
    Rights.requireSelfOrAdmin(scope, id);
    User user = new User(id, clock.instant().truncatedTo(ChronoUnit.MICROS), metadata);
    directory().create(user);
    return user;
  }

  User show(UserScope scope, UserId id) {
    Rights.requireSelfOrAdmin(scope, id);
    return directory().find(id).orElseThrow(() -> unknown(id));
  }

  List<User> list(UserScope scope, Optional<UserId> after, int limit) {
    Rights.requireAdmin(scope, "list the users");
    return directory().list(after, Require.between("limit", limit, 1, MOST));
  }

  User change(UserScope scope, UserId id, Metadata metadata) {
    Rights.requireSelfOrAdmin(scope, id);
    return directory().describe(id, metadata).orElseThrow(() -> unknown(id));
  }

  private UserDirectory directory() {
    return shared.stores().users();
  }

  private static NotFoundException unknown(UserId id) {
    return new NotFoundException("user '%s' is not registered; create it first".formatted(id));
  }
}
