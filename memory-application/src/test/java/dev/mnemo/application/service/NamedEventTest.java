package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.service.AskedTime.Ever;
import dev.mnemo.application.service.AskedTime.Past;
import dev.mnemo.application.service.AskedTime.Then;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that a question counts from what happened. */
class NamedEventTest {

  private static final Instant NOW = Instant.parse("2023-06-21T10:00:00Z");
  private static final DatasetId DATASET = new DatasetId("d");

  private static final List<Candidate> FOUND =
      List.of(
          fact("Hugo lived in Turin", "2010-03-01", "2016-05-01"),
          fact("Hugo lives in Ghent", "2016-05-01", null),
          fact("Hugo moved to Turin", "2010-03-01", null),
          fact("Hugo moved to Ghent", "2016-05-01", null),
          fact("Mila lives in Oslo", "2019-01-01", null),
          fact("Mila plays the harp", null, null),
          fact("the fair of books takes place in Basel", "2018-09-10", "2018-09-15"),
          fact("Hugo works at a bakery", "2012-01-01", null),
          turn("Hugo", "2020-02-03", "I bought a boat today!"),
          turn("Mila", "2021-07-08", "I sold my boat last month."),
          turn("Mila", "2021-08-01", "Have you sold your canoe?"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Where did Hugo live before Ghent?                     |            | 2016-05-01",
        "Before Ghent, where did Hugo live?                    |            | 2016-05-01",
        "Where did Hugo live prior to Ghent?                   |            | 2016-05-01",
        "Where did Hugo live after Turin?                      | 2016-05-01 |",
        "Where did Hugo live before he moved to Ghent?         |            | 2016-05-01",
        "Where did Hugo live before he moved?                  |            | 2016-05-01",
        "What did Hugo do after he moved to Turin?             | 2010-03-01 |",
        "What did he do after Hugo moved to Turin?             | 2010-03-01 |",
        "What has Hugo done since he moved?                    | 2016-05-01 |",
        "Where did Hugo work when he lived in Turin?           | 2010-03-01 | 2016-05-01",
        "When Hugo lived in Turin, where did he work?          | 2010-03-01 | 2016-05-01",
        "Where did Mila live while Hugo lived in Turin?        | 2010-03-01 | 2016-05-01",
        "Where did Hugo live before Mila lived in Oslo?        |            | 2019-01-01",
        "What did they do after the fair?                      | 2018-09-15 |",
        "Where was Mila during the fair of books?              | 2018-09-10 | 2018-09-15",
        "What did Hugo do before the fair in Basel?            |            | 2018-09-10",
        "Where did Hugo work before he bought a boat?          |            | 2020-02-03",
        "What did Mila do after she sold her boat?             | 2021-06-01 |",
      })
  void theTimeShouldBeThatOfWhatTellsOfTheEvent(String question, LocalDate from, LocalDate until) {
    assertThat(time(question)).isEqualTo(new Then(instant(from), instant(until)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Nobody tells of it, or of when it was, or it was somebody else's.
        "Where did Hugo live before Madrid?",
        "Where did Mila live before Ghent?",
        "Where did Mila live before she played the harp?",
        "Where did Mila live before she sold her canoe?",
        "Where did Hugo live before?",
        "Where did they live before all that?",
      })
  void whereNothingTellsWhenItWasThePastAtLargeShouldBeMeant(String question) {
    assertThat(time(question)).isEqualTo(new Past(NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What does Hugo do after work?",
        "What does Mila play when she is in Oslo?",
        "Where does Hugo go before Ghent?",
        "Where did Hugo go after work?",
        "What did Hugo do when asked by the bakery?",
      })
  void whatIsUsualShouldBeNoEvent(String question) {
    assertThat(time(question)).isEqualTo(TimeWords.of(question, NOW)).isNotInstanceOf(Then.class);
  }

  @Test
  void aQuestionForATimeShouldCountFromNothing() {
    assertThat(time("When did Hugo move to Ghent?")).isEqualTo(new Ever());
    assertThat(time("When was the fair in Basel?")).isEqualTo(new Ever());
  }

  @Test
  void aNameOfAnyLengthShouldBeRead() {
    assertThat(NamedEvent.in("Where was Hugo before A" + " Ab".repeat(100_000) + "?")).isPresent();
  }

  @Test
  void aNamedDateShouldCountBeforeAnyEvent() {
    assertThat(time("Where did Hugo live before 2012, when he moved to Ghent?"))
        .isEqualTo(new Then(Optional.empty(), instant(LocalDate.of(2012, 1, 1))));
  }

  private static AskedTime time(String question) {
    RetrievalQuery query =
        new RetrievalQuery(
            new GraphView(new UserId("u"), Set.of(DATASET)),
            List.of(question),
            Optional.empty(),
            Set.of(Evidence.Kind.FACT),
            Set.of(),
            10);
    return Pool.of(query, FOUND, NOW).time();
  }

  private static Candidate fact(String text, @Nullable String from, @Nullable String until) {
    Validity validity =
        new Validity(
            instant(from == null ? null : LocalDate.parse(from)),
            instant(until == null ? null : LocalDate.parse(until)));
    return candidate(
        Evidence.Kind.FACT,
        text,
        Optional.empty(),
        Optional.of(new Candidate.Told(validity, Set.of())));
  }

  private static Candidate turn(String speaker, String day, String text) {
    Instant noon = Instant.parse(day + "T12:00:00Z");
    return candidate(
        Evidence.Kind.CHUNK,
        text,
        Optional.of(new Candidate.Setting("s", 1, 0, noon, Optional.of(new Spoken(speaker, "")))),
        Optional.empty());
  }

  private static Candidate candidate(
      Evidence.Kind kind,
      String text,
      Optional<Candidate.Setting> setting,
      Optional<Candidate.Told> told) {
    return new Candidate(
        new EvidenceId(kind, DATASET, text), text, 0, 0, 0.5, Set.of(), setting, told);
  }

  private static Optional<Instant> instant(@Nullable LocalDate day) {
    return Optional.ofNullable(day).map(one -> one.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
