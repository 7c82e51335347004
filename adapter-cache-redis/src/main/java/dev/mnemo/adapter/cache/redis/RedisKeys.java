package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;

/**
 * The names of the keys. What has a meaning in a key is escaped in ids, so that no two sessions
 * share a key; the braces put all keys of a session into one hash slot.
 */
final class RedisKeys {

  private final String prefix;

  RedisKeys(String prefix) {
    this.prefix = prefix;
  }

  /** The session's entries, index and record, in the order that every script takes them. */
  String[] of(SessionKey key) {
    String session =
        "%s{%s:%s}".formatted(prefix, escaped(key.user().value()), escaped(key.session().value()));
    return new String[] {session + ":e", session + ":i", session + ":r"};
  }

  String record(SessionKey key) {
    return of(key)[2];
  }

  /** The user's sessions by last activity. */
  String sessions(UserId user) {
    return prefix + "u:" + escaped(user.value());
  }

  /** A glob pattern of every key of this cache. */
  String everything() {
    return prefix.replaceAll("([\\\\*?\\[\\]])", "\\\\$1") + "*";
  }

  private static String escaped(String id) {
    return id.replace("%", "%25").replace("{", "%7B").replace("}", "%7D").replace(":", "%3A");
  }
}
