package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Source;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids and names: any text that is not blank, up to a length counted in code points. */
final class IdentifiersTest {

  /** How a kind of id is made, read, called in messages, and how long it may be. */
  record Kind<T>(String field, Function<String, T> make, Function<T, String> value, int longest) {

    String through(String text) {
      return value.apply(make.apply(text));
    }

    @Override
    public String toString() {
      return field;
    }
  }

  static Stream<Kind<?>> kinds() {
    return Stream.of(
        new Kind<>("session id", SessionId::new, SessionId::value, 512),
        new Kind<>("user id", UserId::new, UserId::value, 256),
        new Kind<>("entry id", EntryId::new, EntryId::value, 256),
        new Kind<>("dataset", DatasetName::new, DatasetName::value, 256),
        new Kind<>("dataset id", DatasetId::new, DatasetId::value, 64),
        new Kind<>("node id", NodeId::new, NodeId::value, 128),
        new Kind<>("fact id", FactId::new, FactId::value, 128),
        new Kind<>("node set", NodeSet::new, NodeSet::name, 256),
        new Kind<>("document title", Source.Text::new, Source.Text::title, 1_024));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anyTextShouldBeKeptAsItIs(Kind<?> kind) {
    for (String text :
        Stream.of(" x ", "a:b/c", "\u0000", "{%s}", "e\u0301", "עברית", "👩‍👩‍👧", "../..")
            .toList()) {
      assertThat(kind.through(text)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theLongestShouldBeCountedInCodePoints(Kind<?> kind) {
    String longest = "👩".repeat(kind.longest());

    assertThat(kind.through(longest)).isEqualTo(longest);
    assertRefused(kind, longest + "x", "at most %d characters".formatted(kind.longest()));
    assertRefused(kind, "x".repeat(kind.longest() + 1), "at most " + kind.longest());
    assertRefused(kind, "x".repeat(10_000_000), "10000000 characters");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void blankAndMissingOnesShouldBeRefused(Kind<?> kind) {
    assertRefused(kind, "", "was ''; give a non-blank text");
    assertRefused(kind, " \n\t\u2003", "give a non-blank text");
    assertRefused(kind, null, "was missing; give a non-blank text");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void halfASurrogatePairShouldBeRefused(Kind<?> kind) {
    assertRefused(kind, "ab\ud83d", "at index 2");
    assertRefused(kind, "\udc69x", "at index 0");
    assertRefused(kind, "👩\ud83d\ud83d\udc69", "at index 2");
  }

  private static void assertRefused(Kind<?> kind, String text, String told) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> kind.make().apply(text))
        .withMessageStartingWith(kind.field() + " was ")
        .withMessageContaining(told)
        .satisfies(refused -> assertThat(refused.field()).isEqualTo(kind.field()))
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
  }
}
