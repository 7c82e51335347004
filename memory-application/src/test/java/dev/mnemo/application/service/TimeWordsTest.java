package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.service.AskedTime.Ever;
import dev.mnemo.application.service.AskedTime.Now;
import dev.mnemo.application.service.AskedTime.Past;
import dev.mnemo.application.service.AskedTime.Said;
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
        "What did she do yesterday?                 | 2023-06-20 | 2023-06-21",
        "What did she do the day before yesterday?  | 2023-06-19 | 2023-06-20",
        "What does she do today?                     | 2023-06-21 | 2023-06-22",
        "What will she do tomorrow?                  | 2023-06-22 | 2023-06-23",
        "What did she do last week?                 | 2023-06-12 | 2023-06-19",
        "What does she do this month?                | 2023-06-01 | 2023-07-01",
        "What will she do next year?                 | 2024-01-01 | 2025-01-01",
        "What did she do last Monday?               | 2023-06-19 | 2023-06-20",
        "What did she do three days ago?            | 2023-06-18 | 2023-06-19",
        "What did she do 2 weeks ago?               | 2023-06-05 | 2023-06-12",
        "What did she do a year ago?                | 2022-01-01 | 2023-01-01",
        "Where did she live between 2010 and 2012?   | 2010-01-01 | 2013-01-01",
        "What did she do on 2020-02?                 | 2020-02-01 | 2020-03-01",
        "What happened in 2023-05?                   | 2023-05-01 | 2023-06-01",
        "What happened on 29 February?               | 2020-02-29 | 2020-03-01",
        "What happened on February 29?               | 2020-02-29 | 2020-03-01",
        "What happened on the 7th?                   | 2023-06-07 | 2023-06-08",
        "What happened on the 31st?                  | 2023-05-31 | 2023-06-01",
        "what happened in march?                     | 2023-03-01 | 2023-04-01",
        "what happened on the 2nd of may?            | 2023-05-02 | 2023-05-03",
        "What happened in mid-May?                   | 2023-05-01 | 2023-06-01",
        "What did she do on Monday?                  | 2023-06-19 | 2023-06-20",
        "What did she do on Wednesday?               | 2023-06-14 | 2023-06-15",
        "What did she do on Monday, 3 April 2023?    | 2023-04-03 | 2023-04-04",
        "What will she do next Monday?               | 2023-06-26 | 2023-06-27",
        "What did she do in the last two weeks?      | 2023-06-07 | 2023-06-22",
        "What did she do one week ago?               | 2023-06-12 | 2023-06-19",
        "What did she do last spring?                | 2023-03-01 | 2023-06-01",
        "What did she do last summer?                | 2022-06-01 | 2022-09-01",
        "What does she do this summer?               | 2023-06-01 | 2023-09-01",
        "Who spent 2000 dollars last week?           | 2023-06-12 | 2023-06-19",
        "Where was she on the Monday before 7 May?   | 2023-05-07 | 2023-05-08",
        "Where was she between May and June?         | 2023-05-01 | 2023-07-01",
        "Where was she from April to May?            | 2023-04-01 | 2023-06-01",
        "Where did she live before 2012?             |            | 2012-01-01",
        "Where did she live before early May 2012?   |            | 2012-05-01",
        "Where did she live until 2012?              |            | 2012-01-01",
        "Where has she lived since May 2021?         | 2021-05-01 |",
        "Where has she lived since last week?        | 2023-06-12 |",
        "Where did she live after May 2020?          | 2020-06-01 |",
        "Where did she live after the summer of 2012?| 2013-01-01 |",
        "Where did she live from 2019 until 2021?    | 2019-01-01 | 2022-01-01",
        "Where did she live since 2019 until 2021?   | 2019-01-01 | 2022-01-01",
        "Where was she after May 2020 and before June 2021?  | 2020-06-01 | 2021-06-01",
        "Where was she before June 2021 and after May 2020?  | 2020-06-01 | 2021-06-01",
        "Where did she live before 2012 and before May 2010? |            | 2010-05-01",
        "Where was she in 2015, after she left before 2012?  | 2015-01-01 | 2016-01-01",
      })
  void aNamedTimeShouldBeResolved(String question, LocalDate from, LocalDate until) {
    assertThat(TimeWords.of(question, NOW))
        .isInstanceOfSatisfying(
            Then.class,
            then -> {
              assertThat(then.from()).isEqualTo(instant(from));
              assertThat(then.until()).isEqualTo(instant(until));
            });
  }

  @Test
  void aLeapDayShouldBeTheLatestThatThereWas() {
    Instant january = Instant.parse("2024-01-15T10:00:00Z");

    assertThat(TimeWords.of("What happened on 29 February?", january))
        .isEqualTo(TimeWords.of("What happened on 29 February?", NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What did I tell you last week about my job?  | 2023-06-12 | 2023-06-19",
        "What did I say about Oslo before May 2023?   |            | 2023-05-01",
        "What was my question yesterday?              | 2023-06-20 | 2023-06-21",
        "Which dentist did we talk about last month?  | 2023-05-01 | 2023-06-01",
      })
  void aTimeOfSayingShouldBeKnownByTheVerb(String question, LocalDate from, LocalDate until) {
    assertThat(TimeWords.of(question, NOW))
        .isEqualTo(new Said(new Then(instant(from), instant(until))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What did I tell you earlier about my sister?",
        "Did I mention the boiler before?",
        "What was my previous question?",
        "What did you ask me previously?",
      })
  void whatWasSaidEarlierShouldNotBeThoughtOver(String question) {
    assertThat(TimeWords.of(question, NOW)).isEqualTo(new Ever());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How far did they march 5 miles?",
        "Did June and April march with Ann and June?",
        "What did I get from June, the mother of April?",
        "When did we give 2000 dollars to May?",
        "What did she do on 5/7/2023?",
        "When was she on the 7th floor?",
      })
  void namesVerbsAndAmountsShouldBeNoTimes(String question) {
    assertThat(TimeWords.of(question, NOW)).isEqualTo(new Ever());
  }

  @Test
  void aDayToComeShouldNotBeTheLastOne() {
    assertThat(TimeWords.of("Where is Ann going on Sunday?", NOW)).isEqualTo(new Now(NOW));
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
