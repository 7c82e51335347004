package dev.mnemo.domain.model;

import java.net.URI;

/**
 * Where a server is and how to log in.
 *
 * @param password never shown
 */
public record ServerAddress(URI uri, String user, String password) {

  public ServerAddress {
    Require.present("server address", uri);
    Require.text("server user", user);
    Require.text("server password", password);
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "ServerAddress[uri=%s, user=%s, password=***]".formatted(uri, user);
  }
}
