package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesAndRangesTest {

  @Test
  void numberedPagesShouldFollowEachOther() {
    assertThat(Page.numbered(1, 20)).isEqualTo(new Page.Offset(0, 20));
    assertThat(Page.numbered(3, 20)).isEqualTo(new Page.Offset(40, 20));
    assertThat(Page.numbered(Integer.MAX_VALUE, 1_000))
        .isEqualTo(new Page.Offset(2_147_483_646_000L, 1_000));
  }

  @Test
  void pagesOutsideOfTheListShouldBeRefused() {
    assertRefused(() -> Page.numbered(0, 20), "page_number was '0'; use 1 to 2147483647");
    assertRefused(() -> Page.numbered(1, 0), "page_size was '0'; use 1 to 1000");
    assertRefused(() -> new Page.Offset(-1, 20), "offset was '-1'; use 0 or more");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_001, Integer.MIN_VALUE})
  void noPageShouldBeEmptyOrUnbounded(int limit) {
    String told = "limit was '%d'; use 1 to 1000".formatted(limit);

    assertRefused(() -> new Page.Offset(0, limit), told);
    assertRefused(() -> new Page.Cursor(Optional.empty(), limit), told);
  }

  @Test
  void thePlainQueryShouldListNewestActivityFirst() {
    Page page = new Page.Cursor(Optional.of("c"), 1_000);

    assertThat(SessionQuery.newestFirst(page))
        .isEqualTo(
            new SessionQuery(
                Sort.LAST_ACTIVITY_AT,
                Direction.DESCENDING,
                Optional.empty(),
                Set.of(),
                Duration.ofMinutes(30),
                page));
  }

  @Test
  void noReadShouldBeEmptyOrUnbounded() {
    assertLimit("last_n", EntryRange.Last::new);
    assertLimit("limit", limit -> new EntryRange.Before(5, limit));
    assertLimit("limit", limit -> new EntryRange.After(5, limit));
  }

  @Test
  void rangesShouldNotStartBelowZero() {
    assertRefused(() -> new EntryRange.Before(-1, 5), "before sequence was '-1'; use 0 or more");
    assertRefused(() -> new EntryRange.After(-1, 5), "after sequence was '-1'; use 0 or more");
    assertThat(new EntryRange.Before(Long.MAX_VALUE, 5).sequence()).isEqualTo(Long.MAX_VALUE);
  }

  private static void assertLimit(String field, IntFunction<EntryRange> range) {
    assertThat(range.apply(1).limit()).isEqualTo(1);
    assertThat(range.apply(10_000).limit()).isEqualTo(10_000);
    assertRefused(() -> range.apply(0), field + " was '0'; use 1 to 10000");
    assertRefused(() -> range.apply(10_001), field + " was '10001'; use 1 to 10000");
  }

  private static void assertRefused(ThrowingCallable making, String message) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(making).withMessage(message);
  }
}
