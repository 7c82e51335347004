package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.contract.SessionSamples.KEY;
import static dev.mnemo.testkit.contract.SessionSamples.all;
import static dev.mnemo.testkit.contract.SessionSamples.append;
import static dev.mnemo.testkit.contract.SessionSamples.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ids are arbitrary texts: no two different keys may ever meet. */
public interface KeyClauses extends SessionCacheFixture {

  @Test
  default void sessionsOfTwoUsersUnderTheSameIdShouldBeTwoSessions() {
    SessionCache cache = open();
    SessionKey bobs = SessionKey.of("bob", KEY.session().value());
    append(cache, KEY, turn("e1").answer("of Alice").build());

    QAEntry first = append(cache, bobs, turn("e1").answer("of Bob").build());

    assertThat(first.sequence()).isEqualTo(1);
    assertThat(all(cache, KEY)).extracting(QAEntry::answer).containsExactly("of Alice");
    assertThat(all(cache, bobs)).extracting(QAEntry::answer).containsExactly("of Bob");
  }

  @Test
  default void differentKeysShouldNeverShareASession() {
    SessionCache cache = open();
    List<SessionKey> keys = hostileKeys();

    for (int i = 0; i < keys.size(); i++) {
      append(cache, keys.get(i), turn("e1").answer("answer " + i).build());
    }

    for (int i = 0; i < keys.size(); i++) {
      assertThat(all(cache, keys.get(i)))
          .as("%s", keys.get(i))
          .extracting(QAEntry::answer)
          .containsExactly("answer " + i);
      assertThat(cache.find(keys.get(i)).orElseThrow().key()).isEqualTo(keys.get(i));
    }
  }

  @Test
  default void deletingASessionShouldNeverTakeOneOfAnotherKey() {
    SessionCache cache = open();
    List<SessionKey> keys = hostileKeys();
    keys.forEach(key -> append(cache, key, "e1"));

    for (int i = 0; i < keys.size(); i += 2) {
      assertThat(cache.delete(keys.get(i)).sessions()).as("%s", keys.get(i)).isEqualTo(1);
    }

    for (int i = 0; i < keys.size(); i++) {
      assertThat(all(cache, keys.get(i))).as("%s", keys.get(i)).hasSize(i % 2);
    }
  }

  @Test
  default void listShouldNameSessionsByTheirExactKeys() {
    SessionCache cache = open();
    List<SessionKey> keys = hostileKeys();
    keys.forEach(key -> append(cache, key, "e1"));

    for (UserId user : keys.stream().map(SessionKey::user).distinct().toList()) {
      List<SessionKey> listed =
          cache.list(user, SessionQuery.newestFirst(new Page.Offset(0, 1_000))).sessions().stream()
              .map(session -> session.key())
              .toList();
      assertThat(listed)
          .containsExactlyInAnyOrderElementsOf(
              keys.stream().filter(key -> key.user().equals(user)).toList());
    }
  }

  @Test
  default void deletingAllOfAUserShouldNeverTakeOneOfAnother() {
    SessionCache cache = open();
    List<UserId> users = hostileTexts().map(UserId::new).toList();
    users.forEach(user -> append(cache, new SessionKey(user, SessionId.DEFAULT), "e1"));

    for (int i = 0; i < users.size(); i += 2) {
      assertThat(cache.deleteAll(users.get(i)).sessions()).as("of %s", users.get(i)).isEqualTo(1);
    }

    for (int i = 0; i < users.size(); i++) {
      SessionKey key = new SessionKey(users.get(i), SessionId.DEFAULT);
      assertThat(all(cache, key)).as("of %s", users.get(i)).hasSize(i % 2);
      assertThat(cache.list(users.get(i), SessionQuery.newestFirst(new Page.Offset(0, 9))).total())
          .as("listed of %s", users.get(i))
          .isEqualTo(i % 2);
    }
  }

  @Test
  default void entryIdsShouldBeArbitraryTexts() {
    SessionCache cache = open();
    List<String> entryIds =
        Stream.concat(hostileTexts(), Stream.of("i".repeat(256), "👩".repeat(256))).toList();

    for (String value : entryIds) {
      append(cache, KEY, turn(value).answer("first").build());
    }
    for (String value : entryIds) {
      cache.changeEntry(KEY, new EntryId(value), new EntryChange.Answer("of " + value));
    }

    List<QAEntry> stored = all(cache, KEY);
    assertThat(ids(stored)).containsExactlyElementsOf(entryIds);
    assertThat(stored)
        .allSatisfy(entry -> assertThat(entry.answer()).isEqualTo("of " + entry.id()));
  }

  private static List<SessionKey> hostileKeys() {
    Stream<SessionKey> joined =
        Stream.of(
            SessionKey.of("a:b", "c"),
            SessionKey.of("a", "b:c"),
            SessionKey.of("a}b", "c"),
            SessionKey.of("a", "}b:c"),
            SessionKey.of("{a}", "b"),
            SessionKey.of("{a", "}b"),
            SessionKey.of("a/b", "c"),
            SessionKey.of("a", "b/c"),
            SessionKey.of("a%3Ab", "c"),
            SessionKey.of("a%", "3Ab"),
            SessionKey.of("a\u0000b", "c"),
            SessionKey.of("a", "b\u0000c"),
            SessionKey.of("a b", "c"),
            SessionKey.of("a", "b c"),
            SessionKey.of("ab", "c"),
            SessionKey.of("a", "bc"),
            SessionKey.of("A", "bc"),
            SessionKey.of("u".repeat(256), "s"),
            SessionKey.of("u".repeat(255), "us"),
            SessionKey.of("👩".repeat(UserId.MAX_LENGTH), "👩".repeat(SessionId.MAX_LENGTH)));
    Stream<SessionKey> ofOneUser =
        Stream.concat(
                hostileTexts(),
                Stream.of("s".repeat(511) + "1", "s".repeat(511) + "2", "s".repeat(511)))
            .map(text -> SessionKey.of("user", text));
    return Stream.concat(joined, ofOneUser).toList();
  }

  private static Stream<String> hostileTexts() {
    return Stream.of(
        "x",
        "X",
        "x ",
        " x",
        "x\n",
        "x\t",
        "x.",
        "x\u0000",
        "x\u200b",
        "*",
        "?",
        "[a-z]",
        "x*",
        "%",
        "%25",
        "%2F",
        "_",
        "\\",
        "\\x",
        "'",
        "''",
        "\"",
        "`",
        "{x}",
        "}{",
        "{",
        "}",
        ":",
        "::",
        "x:e",
        "x:i",
        "x:r",
        "/",
        "//",
        "..",
        "../x",
        "../../etc/passwd",
        "./x",
        "con",
        "NUL",
        "-",
        "--",
        "null",
        "0",
        "00",
        "1e3",
        "1000",
        "true",
        "é",
        "e\u0301",
        "ß",
        "ss",
        "SS",
        "İ",
        "i",
        "ı",
        "ﬁ",
        "fi",
        "א",
        "👩",
        "👩‍👧",
        "\uFEFFx",
        "\uFFFD",
        "'; DROP TABLE sessions; --",
        "$(x)",
        "${x}",
        "<x>",
        "&amp;",
        "x\r\ny",
        "x\ny");
  }
}
