package dev.mnemo.domain.port;

import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;

/**
 * A backend that runs on this machine as a process of its own, and that several processes share.
 */
public interface LocalServer extends AutoCloseable {

  /**
   * Makes sure that it runs and stays until {@link #close}; starts it where it does not, which
   * takes seconds. Called again, checks that it is still there.
   *
   * @throws dev.mnemo.domain.exception.InvalidInputException where its folder cannot be used at all
   * @throws dev.mnemo.domain.exception.BackendUnavailableException where it did not start
   */
  ServerAddress start();

  /** How it is; starts nothing. */
  ServerStatus status();

  /**
   * Ends it in order, whoever uses it, and waits for that.
   *
   * @return false where it was not running
   */
  boolean stop();

  /** Says that this process needs it no more; it ends when nobody did for a while. */
  @Override
  void close();
}
