package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;

/** Makes a session's record what it was elsewhere. */
public interface RestoreSession {

  /**
   * Creates the session where it is absent, with its start and metadata; called again after its
   * entries were recorded, brings its totals and last activity up to the saved ones and ends it as
   * it was ended. A session that was here before keeps its metadata, and one with newer activity
   * than the saved one is not ended. May be repeated.
   */
  void restore(UserScope scope, SavedSession saved);
}
