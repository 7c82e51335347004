package dev.mnemo.application.service;

import dev.mnemo.domain.exception.AccessDeniedException;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;

/** What needs an administrator. */
final class Rights {

  private Rights() {}

  /** Refuses whoever is neither that user nor an administrator. */
  static void requireSelfOrAdmin(UserScope scope, UserId user) {
    if (!scope.user().equals(user) && !scope.admin()) {
      throw new AccessDeniedException(
          "user '%s' may not see or change user '%s'; ask an administrator"
              .formatted(scope.user(), user));
    }
  }

  /** Refuses whoever is no administrator. */
  static void requireAdmin(UserScope scope, String what) {
    if (!scope.admin()) {
      throw new AccessDeniedException(
          "user '%s' may not %s; ask an administrator".formatted(scope.user(), what));
    }
  }
}
