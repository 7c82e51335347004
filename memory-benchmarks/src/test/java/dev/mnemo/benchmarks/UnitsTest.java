package dev.mnemo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mnemo.benchmarks.Conversations.Turn;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitsTest {

  private static final List<Turn> TURNS =
      List.of(turn("a", 1), turn("b", 1), turn("c", 1), turn("d", 2), turn("e", 2));

  @Test
  void pairsShouldEndWithTheirSession() {
    assertThat(Units.PAIRS.of(TURNS))
        .extracting(Units.Entry::id)
        .containsExactly("a|b", "c", "d|e");
    assertThat(Units.TURNS.of(TURNS)).hasSize(5);
  }

  @Test
  void anEntrysIdShouldTellItsTurns() {
    for (Units.Entry entry : Units.PAIRS.of(TURNS)) {
      assertThat(Units.Entry.turnsOf(entry.id()))
          .containsExactlyElementsOf(entry.turns().stream().map(Turn::id).toList());
    }
  }

  @Test
  void unitsShouldBeKnownByTheirNames() {
    assertThat(Units.named("pairs")).isEqualTo(Units.PAIRS);
    assertThatIllegalArgumentException().isThrownBy(() -> Units.named("words"));
  }

  private static Turn turn(String id, int session) {
    return new Turn(id, session, Instant.EPOCH, "Ann", "Hello!");
  }
}
