package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.User;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import java.util.Optional;

/** Lists the registered users. */
public interface ListUsers {

  /**
   * Users by id; for administrators.
   *
   * @param after the id to go on behind; empty for the beginning
   * @param limit how many at most, 1 to 1,000; fewer only where there are no more
   * @throws dev.mnemo.domain.exception.AccessDeniedException if the caller is no administrator
   */
  List<User> list(UserScope scope, Optional<UserId> after, int limit);
}
