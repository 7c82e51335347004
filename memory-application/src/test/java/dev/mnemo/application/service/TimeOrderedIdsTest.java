package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

  private final TestClock clock = TestClock.atNoon();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));

  @Test
  void idsShouldBeUuidsOfVersionSevenThatCarryTheTime() {
    UUID id = UUID.fromString(ids.next().value());

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TestClock.NOON.toEpochMilli());
  }

  @Test
  void idsShouldGrowWhileTheClockStandsStill() {
    List<String> made = take(10_000);

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsShouldGrowWhenTheClockGoesBack() {
    String before = ids.next().value();
    clock.advance(Duration.ofHours(-1));

    assertThat(ids.next().value()).isGreaterThan(before);
  }

  @Test
  void idsShouldFollowTheClock() {
    String before = ids.next().value();
    clock.advance(Duration.ofMillis(1));
    UUID after = UUID.fromString(ids.next().value());

    assertThat(after.toString()).isGreaterThan(before);
    assertThat(after.getMostSignificantBits() >>> 16).isEqualTo(TestClock.NOON.toEpochMilli() + 1);
  }

  @Test
  void idsShouldBeValidBeforeTheEpoch() {
    clock.set(Instant.parse("1960-01-01T00:00:00Z"));

    assertThat(UUID.fromString(ids.next().value()).version()).isEqualTo(7);
  }

  @Test
  void idsOfManyThreadsShouldDiffer() {
    List<List<String>> made = Parallel.run(8, thread -> take(500));

    assertThat(made.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(4_000);
    assertThat(made).allSatisfy(of -> assertThat(of).isSorted());
  }

  private List<String> take(int count) {
    return Stream.generate(ids::next).limit(count).map(EntryId::value).toList();
  }
}
