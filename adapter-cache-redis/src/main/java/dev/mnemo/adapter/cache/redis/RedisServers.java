package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.InvalidInputException;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * The servers that a URI names.
 *
 * @param uris for a Cluster the nodes to begin with, else one
 */
record RedisServers(boolean cluster, List<RedisURI> uris) {

  private static final String RULE =
      "use redis://host:port, redis-sentinel://host:port,host:port#primary or"
          + " redis-cluster://host:port,host:port, or rediss for TLS";

  static RedisServers of(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    try {
      return switch (scheme) {
        case "redis", "rediss" -> single(uri);
        case "redis-sentinel", "rediss-sentinel" -> {
          if (uri.getFragment() == null) {
            throw new IllegalArgumentException("no primary");
          }
          yield single(uri);
        }
        case "redis-cluster", "rediss-cluster" ->
            new RedisServers(true, nodes(scheme.replace("-cluster", ""), uri));
        default -> throw new IllegalArgumentException("scheme");
      };
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("Redis URI", masked(uri), RULE);
    }
  }

  /** The URI without user, password and parameters. */
  static String masked(URI uri) {
    // A password may hold any of @, / and ? if it was not encoded.
    return uri.toString()
        .replaceFirst("^([a-z-]+://)?.*@", "$1***@")
        .replaceFirst("\\?[^#]*", "?***");
  }

  /** A text that may quote the URI or the password, without them. */
  static String cleaned(String text, URI uri) {
    String secrets = uri.toString().replaceFirst("^[^/]*//", "").replaceFirst("@[^@]*$", "");
    String clean = text.contains("@") ? text.replaceAll("//[^\\s,\\]]*@", "//***@") : text;
    if (!uri.toString().contains("@")) {
      return clean;
    }
    clean = clean.replace(secrets, "***");
    String password = secrets.substring(secrets.indexOf(':') + 1);
    return password.isEmpty() ? clean : clean.replace(password, "***");
  }

  private static RedisServers single(URI uri) {
    return new RedisServers(false, List.of(RedisURI.create(uri.toString())));
  }

  private static List<RedisURI> nodes(String scheme, URI uri) {
    String authority = String.valueOf(uri.getRawAuthority());
    int at = authority.lastIndexOf('@');
    String user = authority.substring(0, at + 1);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return Arrays.stream(authority.substring(at + 1).split(","))
        .map(node -> RedisURI.create(scheme + "://" + user + node + query))
        .toList();
  }
}
