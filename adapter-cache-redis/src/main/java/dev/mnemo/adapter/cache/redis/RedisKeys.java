package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The names of the keys. What has a meaning in a key is escaped in ids, so that no two sessions
 * share a key; the braces put all keys of a session, and all of a user's index, into one hash slot.
 * Every key begins with the prefix and a brace, which no prefix holds: a longer prefix is another.
 */
final class RedisKeys {

  private static final String[] INDEX = {
    "marks",
    "rows",
    "gone",
    "watch",
    "moves",
    "moved",
    "o:expires",
    "o:started",
    "o:active",
    "o:ended",
    "o:cost",
    "o:in",
    "o:out",
    "o:running",
    "o:completed",
    "o:failed"
  };

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

  /** All keys of a user's index, in the order that every script takes them. */
  String[] index(UserId user) {
    String index = of(user);
    return Stream.of(INDEX).map(name -> index + name).toArray(String[]::new);
  }

  /** The sessions with a write under way, or not yet in the rows. */
  String marks(UserId user) {
    return of(user) + "marks";
  }

  String rows(UserId user) {
    return of(user) + "rows";
  }

  /** The user's model calls, no part of the index. */
  String calls(UserId user) {
    return of(user) + "calls";
  }

  /** A glob pattern of every key of this cache. */
  String everything() {
    return globbed() + "{*}:*";
  }

  /** A glob pattern of the record of every session. */
  String everyRecord() {
    return globbed() + "{*:*}:r";
  }

  private String globbed() {
    return prefix.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
  }

  /** Where is noted that something was begun; of no session and no user, by its empty names. */
  String note(String of) {
    return "%s{:}:begun:%08x".formatted(prefix, of.hashCode());
  }

  /** The session that a key belongs to, if it is one of a session. */
  Optional<SessionKey> session(String key) {
    return tag(key)
        .filter(tag -> tag.indexOf(':') > 0)
        .flatMap(
            tag ->
                unlessForeign(
                    () ->
                        new SessionKey(
                            new UserId(plain(tag.substring(0, tag.indexOf(':')))),
                            new SessionId(plain(tag.substring(tag.indexOf(':') + 1))))));
  }

  /** A session of the user by its id, unless none can be called so. */
  static Optional<SessionKey> session(UserId user, String id) {
    return unlessForeign(() -> new SessionKey(user, new SessionId(id)));
  }

  /** The user whose index a key belongs to, if it is one of an index. */
  Optional<UserId> user(String key) {
    return tag(key)
        .filter(tag -> tag.indexOf(':') < 0)
        .flatMap(tag -> unlessForeign(() -> new UserId(plain(tag))));
  }

  // What looks like one of ours, and names what no session or user is called.
  private static <T> Optional<T> unlessForeign(Supplier<T> id) {
    try {
      return Optional.of(id.get());
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private String of(UserId user) {
    return "%s{%s}:".formatted(prefix, escaped(user.value()));
  }

  private Optional<String> tag(String key) {
    int close = key.indexOf('}');
    return key.startsWith(prefix + "{") && close > prefix.length() + 1
        ? Optional.of(key.substring(prefix.length() + 1, close))
        : Optional.empty();
  }

  private static String escaped(String id) {
    return id.replace("%", "%25").replace("{", "%7B").replace("}", "%7D").replace(":", "%3A");
  }

  private static String plain(String id) {
    return id.replace("%3A", ":").replace("%7D", "}").replace("%7B", "{").replace("%25", "%");
  }
}
