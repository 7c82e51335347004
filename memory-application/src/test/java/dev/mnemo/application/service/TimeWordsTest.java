package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.service.AskedTime.Ever;
import dev.mnemo.application.service.AskedTime.Now;
import dev.mnemo.application.service.AskedTime.Past;
import dev.mnemo.application.service.AskedTime.Then;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWordsTest {

  /** A Wednesday. */
  private static final Instant NOW = Instant.parse("2023-06-21T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What happened on 2023-05-07?                | 2023-05-07 | 2023-05-08",
        "What happened on 7 May 2023?                | 2023-05-07 | 2023-05-08",
        "What happened on the 7th of May, 2023?      | 2023-05-07 | 2023-05-08",
        "What happened on May 7, 2023?               | 2023-05-07 | 2023-05-08",
        "What happened on May 7?                     | 2023-05-07 | 2023-05-08",
        "What happened on 7 July?                    | 2022-07-07 | 2022-07-08",
        "What happened in May 2021?                  | 2021-05-01 | 2021-06-01",
        "What happened in May?                       | 2023-05-01 | 2023-06-01",
        "What happened last December?                | 2022-12-01 | 2023-01-01",
        "Where did she live in 2012?                 | 2012-01-01 | 2013-01-01",
        "Where was she in the summer of 2012?        | 2012-01-01 | 2013-01-01",
        "Where did she live in the 1990s?            | 1990-01-01 | 2000-01-01",
        "What did she say yesterday?                 | 2023-06-20 | 2023-06-21",
        "What did she say the day before yesterday?  | 2023-06-19 | 2023-06-20",
        "What does she do today?                     | 2023-06-21 | 2023-06-22",
        "What will she do tomorrow?                  | 2023-06-22 | 2023-06-23",
        "What did she say last week?                 | 2023-06-12 | 2023-06-19",
        "What does she do this month?                | 2023-06-01 | 2023-07-01",
        "What will she do next year?                 | 2024-01-01 | 2025-01-01",
        "What did she say last Monday?               | 2023-06-19 | 2023-06-20",
        "What did she say three days ago?            | 2023-06-18 | 2023-06-19",
        "What did she say 2 weeks ago?               | 2023-06-05 | 2023-06-12",
        "What did she say a year ago?                | 2022-01-01 | 2023-01-01",
        "Where did she live between 2010 and 2012?   | 2010-01-01 | 2013-01-01",
        "Where did she live before 2012?             |            | 2012-01-01",
        "Where has she lived since May 2021?         | 2021-05-01 |",
      })
  void aNamedTimeShouldBeResolved(String question, LocalDate from, LocalDate until) {
    assertThat(TimeWords.of(question, NOW)).isEqualTo(new Then(instant(from), instant(until)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Where does Alice live?",
        "Alice",
        "May I march past 2000 shops?",
        "Where did she go, and where is she now?",
        "What is on 31 June?",
        "",
      })
  void thePresentShouldBeMeantWhereNothingElseIsSaid(String question) {
    assertThat(TimeWords.of(question, NOW)).isEqualTo(new Now(NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Where did she live before Berlin?",
        "Who is her former boss?",
        "Where did Alice use to live? She used to live there.",
      })
  void whatIsOverShouldBeKnownByItsWords(String question) {
    assertThat(TimeWords.of(question, NOW)).isEqualTo(new Past(NOW));
  }

  @Test
  void aPastTenseAloneShouldAskForNoTime() {
    assertThat(TimeWords.of("When did Alice move to Berlin?", NOW)).isEqualTo(new Ever());
  }

  private static Optional<Instant> instant(LocalDate day) {
    return Optional.ofNullable(day).map(one -> one.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
