package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mnemo.application.RankingWeights;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignalsTest {

  private static final DatasetId DATASET = new DatasetId("d");
  private static final Instant MAY = Instant.parse("2023-05-07T10:00:00Z");
  private static final Instant NOW = Instant.parse("2023-06-21T10:00:00Z");

  @Test
  void saidShouldBeTheShareOfTheTellingWordsRareOnesMore() {
    Candidate both = turn("s", 1, "Ann", "I sailed to the island", "");
    Candidate rare = turn("s", 2, "Ann", "That island!", "");
    Candidate common = turn("s", 3, "Ann", "Sailing is fun", "");
    Candidate none = turn("s", 4, "Ann", "Good morning", "");

    double[] values = values("said", "Who sails to which islands?", both, rare, common, none);

    assertThat(values[0]).isCloseTo(1, within(1e-9));
    assertThat(values[1]).isBetween(0.4, 0.6);
    assertThat(values[2]).isBetween(0.4, 0.6);
    assertThat(values[3]).isZero();
  }

  @Test
  void saidShouldLookForWordsOfOneOrigin() {
    double[] values =
        values(
            "said",
            "Which photographer won?",
            turn("s", 1, "Ann", "Photography it is", ""),
            turn("s", 2, "Ann", "The photographer won", ""));

    assertThat(values[0]).isPositive().isLessThan(1);
    assertThat(values[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void saidShouldCountNamesUnlessTheirBearersSpeak() {
    double[] values =
        values(
            "said",
            "What did Ann see in Oslo?",
            turn("s", 1, "Ben", "Ann: I see", ""),
            turn("s", 2, "Ann", "Oslo!", ""));

    assertThat(values[0]).isBetween(0.4, 0.6);
    assertThat(values[1]).isBetween(0.4, 0.6);
  }

  @Test
  void saidShouldLeaveOutWhatNothingSays() {
    double[] values = values("said", "Who sails to islands?", turn("s", 1, "Ann", "I sailed", ""));

    assertThat(values).containsExactly(1);
  }

  @Test
  void aroundShouldReadATurnWithTheTwoBeforeAndTheTwoAfter() {
    Candidate first = turn("s", 1, "Ann", "Sailing", "");
    Candidate middle = turn("s", 3, "Ann", "Yes", "Ann: Sailing\nBen: Oh");
    Candidate next = turn("s", 4, "Ben", "An island", "Ben: Oh\nAnn: Yes");
    Candidate far = turn("s", 9, "Ann", "Island", "");

    double[] values = values("around", "Who sails to islands?", first, middle, next, far);

    assertThat(values[0]).isCloseTo(values[3], within(0.2)).isLessThan(0.7);
    assertThat(values[1]).isCloseTo(1, within(1e-9));
    assertThat(values[2]).isLessThan(0.7);
  }

  @Test
  void answeredShouldLookAtTheQuestionJustBefore() {
    double[] values =
        values(
            "answered",
            "What is Ann's hobby?",
            turn("s", 2, "Ann", "Sailing.", "Hi!\nBen: What is your hobby?"),
            turn("s", 3, "Ben", "Nice.", "Ben: What is your hobby?\nAnn: Sailing."),
            turn("s", 4, "Ann", "It is a hobby.", ""));

    assertThat(values).containsExactly(1, 0, 0);
  }

  @Test
  void answeredShouldLeaveOutWhatNothingSays() {
    double[] values =
        values(
            "answered",
            "Kindly, what is Ann's hobby?",
            turn("s", 2, "Ann", "Sailing.", "Ben: What is your hobby?"));

    assertThat(values).containsExactly(1);
  }

  @Test
  void wholeShouldBeTheMeanOfTheConversationsThreeBest() {
    Candidate best = turn("good", 1, "Ann", "a", "").scored(8, 0);
    Candidate beside = turn("good", 5, "Ann", "b", "").scored(4, 0);
    Candidate alone = turn("other", 1, "Ann", "c", "").scored(6, 0);

    assertThat(values("whole", "a?", best, beside, alone))
        .containsExactly(new double[] {1, 1, 0.5}, within(1e-9));
  }

  @Test
  void neighboursShouldLendWhatIsFoundInThem() {
    Candidate found = turn("s", 4, "Ann", "a", "").scored(8, 0);
    Candidate next = turn("s", 5, "Ben", "b", "").scored(2, 0);
    Candidate far = turn("s", 9, "Ben", "c", "").scored(2, 0);
    Candidate elsewhere = turn("t", 5, "Ben", "d", "").scored(2, 0);

    assertThat(values("neighbours", "a?", found, next, far, elsewhere))
        .containsExactly(new double[] {0.125, 0.5, 0, 0}, within(1e-9));
  }

  @Test
  void copiesInAnotherDatasetShouldNotPartNeighbours() {
    Candidate found = turn("s", 4, "Ann", "a", "").scored(8, 0);
    Candidate next = turn("s", 5, "Ben", "b", "").scored(2, 0);

    assertThat(
            values(
                "neighbours",
                "a?",
                found,
                next,
                Copies.in("other", found),
                Copies.in("other", next)))
        .containsExactly(new double[] {0.125, 0.5, 0.125, 0.5}, within(1e-9));
  }

  @Test
  void speakerShouldBeTheSameByWhateverNameAndNobodyWhoIsNotToldToSpeak() {
    Candidate will = turn("s", 1, "Will", "To an island.", "");
    Candidate may = turn("s", 2, "May", "To Oslo.", "");

    assertThat(values("speaker", "Where did Will and May go?", will, may)).containsExactly(1, 1);
    assertThat(values("speaker", "Where did Will and May go?", Set.of("May"), will, may))
        .containsExactly(0, 1);
  }

  @Test
  void speakerShouldBeWhomTheQuestionNames() {
    assertThat(
            values(
                "speaker",
                "Where did Ann sail?",
                turn("s", 1, "Ann", "To an island.", ""),
                turn("s", 2, "Ben", "Ann sailed.", ""),
                turn("s", 3, "User", "I sailed.", "")))
        .containsExactly(1, 0, 0);
  }

  @Test
  void dateShouldBeTheShareOfTheNamedPartsThatAgree() {
    Candidate inMay = turn("s", 1, "Ann", "a", "");

    assertThat(values("date", "What happened in May?", inMay)).containsExactly(1);
    assertThat(values("date", "What happened on 7 May 2023?", inMay)).containsExactly(1);
    assertThat(values("date", "What happened in May 2022?", inMay)).containsExactly(0.5);
    assertThat(values("date", "What happened in June?", inMay)).containsExactly(0);
    assertThat(values("date", "What may have happened?", inMay)).containsExactly(0);
  }

  @Test
  void dateShouldCountASpanFromTheDayOfAsking() {
    Candidate inMay = turn("s", 1, "Ann", "a", "");

    assertThat(values("date", "What happened last month?", inMay)).containsExactly(1);
    assertThat(values("date", "What happened last week?", inMay)).containsExactly(0);
  }

  @Test
  void dateShouldBeWhatWasSaidOnTheNamedSideOfADate() {
    Candidate[] turns = {
      said("2021-11-05"), said("2023-04-05"), said("2023-05-05"), said("2023-06-05")
    };

    assertThat(values("date", "What happened before May 2023?", turns)).containsExactly(1, 1, 0, 0);
    assertThat(values("date", "What happened since May 2023?", turns)).containsExactly(0, 0, 1, 1);
    assertThat(values("date", "What happened after May 2023?", turns)).containsExactly(0, 0, 0, 1);
    assertThat(values("date", "What happened since 2022?", turns)).containsExactly(0, 1, 1, 1);
    assertThat(values("date", "What happened from 2021 until 2022?", turns))
        .containsExactly(1, 0, 0, 0);
    assertThat(values("date", "What happened between April and May 2023?", turns))
        .containsExactly(0, 1, 1, 0);
  }

  @Test
  void dateShouldReadOnlyWhatIsADate() {
    Candidate[] turns = {said("2000-03-05"), said("2023-03-14"), said("2023-06-14")};

    assertThat(values("date", "Who spent 2000 dollars last week?", turns)).containsExactly(0, 0, 1);
    assertThat(values("date", "Where did we march?", turns)).containsExactly(0, 0, 0);
    assertThat(values("date", "What happened on the 14th?", turns)).containsExactly(0, 1, 1);
  }

  @Test
  void dateShouldCountFromTheEventThatTheQuestionNames() {
    Candidate moving = said("2023-03-05", "I moved to Berlin today.");

    assertThat(
            values(
                "date",
                "What did Ann do before she moved to Berlin?",
                moving,
                said("2023-02-05"),
                said("2023-04-05")))
        .containsExactly(0, 1, 0);
    assertThat(
            values(
                "date",
                "What did Ann say after the move to Berlin?",
                said("2023-03-05", "The move to Berlin was hard."),
                said("2023-02-05"),
                said("2023-04-05")))
        .containsExactly(1, 0, 1);
  }

  @Test
  void theTimeOfSayingShouldTellNothingOfWhatHolds() {
    Candidate lastWeek = said("2023-06-14");
    Candidate before = said("2023-06-05");
    String question = "What did I tell you last week about my job?";

    assertThat(values("date", question, lastWeek, before)).containsExactly(1, 0);
    assertThat(values("elsewhen", question, fact("old", 2010, 2020), fact("new", 2024)))
        .containsExactly(0, 0);
    assertThat(
            values(
                "elsewhen", "Did I mention my job before?", fact("a", 2010), fact("b", 2010, 2020)))
        .containsExactly(0, 0);
  }

  @Test
  void whatMayBeOverShouldHardlyBePunishedWhereThePastIsAskedFor() {
    assertThat(
            values(
                "elsewhen",
                "Where did Ann use to live? She used to live there.",
                fact("always", Validity.UNKNOWN),
                fact("paris", 2010, 2020),
                fact("berlin", 2020)))
        .containsExactly(0.2, 0, 1);
  }

  @Test
  void elsewhenShouldBeWhatHasEndedWhereNoTimeIsNamed() {
    double[] values =
        values("elsewhen", "Where does Ann live?", fact("paris", 2010, 2020), fact("berlin", 2020));

    assertThat(values).containsExactly(1, 0);
  }

  @Test
  void elsewhenShouldBeWhatHeldBeforeOrAfterTheNamedTime() {
    double[] values =
        values(
            "elsewhen",
            "Where did Ann live in 2012?",
            fact("rome", 2005, 2010),
            fact("paris", 2010, 2020),
            fact("berlin", 2020),
            fact("always", Validity.UNKNOWN));

    assertThat(values).containsExactly(1, 0, 1, 0.2);
  }

  @Test
  void elsewhenShouldBeWhatHoldsStillWhereThePastIsAskedFor() {
    assertThat(
            values(
                "elsewhen",
                "Where did Ann live before Berlin?",
                fact("paris", 2010, 2020),
                fact("berlin", 2020)))
        .containsExactly(0, 1);
    assertThat(
            values("elsewhen", "Where did Ann live?", fact("paris", 2010, 2020), fact("b", 2020)))
        .containsExactly(0, 0);
  }

  @Test
  void elsewhenShouldCountFromTheEventThatTheQuestionNames() {
    double[] values =
        values(
            "elsewhen",
            "Where did Ann live before Berlin?",
            fact("Ann lives in Berlin", 2020),
            fact("Ann lived in Rome", 2005, 2010),
            fact("Ann lived in Oslo", 2021, 2022));

    assertThat(values).containsExactly(1, 0, 1);
  }

  @Test
  void aTurnShouldBeAsItsFactsAre() {
    Candidate ended = turn("paris", 1, "Ann", "I live in Paris.", "");
    Candidate both = turn("both", 1, "Ann", "I moved from Paris to Berlin.", "");
    Candidate none = turn("none", 1, "Ann", "I live.", "");

    double[] values =
        values(
            "elsewhen",
            "Where does Ann live?",
            ended,
            both,
            none,
            fact("paris1", 2010, 2020, "paris1", "both1"),
            fact("berlin", 2020, 9999, "both1"));

    assertThat(values).containsExactly(1, 0, 0, 1, 0);
  }

  @Test
  void whenShouldWantATimeWhereOneIsAskedFor() {
    Candidate timed = turn("s", 1, "Ann", "I moved last week.", "");
    Candidate plain = turn("s", 2, "Ann", "I moved.", "");

    assertThat(values("when", "When did Ann move?", timed, plain)).containsExactly(1, 0);
    assertThat(values("when", "Where did Ann move?", timed, plain)).containsExactly(0, 0);
  }

  @Test
  void aQuestionShouldBeKnownByItsEnd() {
    assertThat(
            values(
                "question",
                "Where?",
                turn("s", 1, "Ann", "Where is it?", ""),
                turn("s", 2, "Ann", "Why? Because.", "")))
        .containsExactly(1, 0);
  }

  @Test
  void lengthShouldGrowSlowly() {
    double[] values =
        values(
            "length",
            "Where?",
            turn("s", 1, "Ann", "one two three", ""),
            turn("s", 2, "Ann", "word ".repeat(15), ""));

    assertThat(values).containsExactly(new double[] {0.5, 1}, within(1e-9));
  }

  @Test
  void everySignalShouldHaveAWeightAndEveryWeightASignal() {
    assertThat(Signals.ALL)
        .extracting(Signal::name)
        .containsExactlyInAnyOrderElementsOf(RankingWeights.builtIn().bySignal().keySet());
  }

  @Test
  void everySignalShouldEndureWhatHasNothingToTell() {
    Candidate bare =
        new Candidate(
            new EvidenceId(Evidence.Kind.SUMMARY, DATASET, "x"),
            "",
            0,
            0,
            0.5,
            Set.of(),
            Optional.empty(),
            Optional.empty());

    for (Signal signal : Signals.ALL) {
      assertThat(values(signal.name(), "?", bare)).as(signal.name()).containsExactly(0);
    }
  }

  private static double[] values(String signal, String question, Candidate... candidates) {
    Set<String> speaking =
        Stream.of(candidates)
            .flatMap(one -> one.setting().flatMap(Candidate.Setting::spoken).stream())
            .map(Spoken::speaker)
            .collect(Collectors.toSet());
    return values(
        signal,
        question,
        Stems.words(question).filter(speaking::contains).collect(Collectors.toSet()),
        candidates);
  }

  private static double[] values(
      String signal, String question, Set<String> speakers, Candidate... candidates) {
    RetrievalQuery query =
        new RetrievalQuery(
            new GraphView(new UserId("u"), Set.of(DATASET)),
            List.of(question),
            speakers,
            Optional.empty(),
            Set.of(Evidence.Kind.CHUNK),
            Set.of(),
            10);
    var value =
        Signals.ALL.stream()
            .filter(one -> one.name().equals(signal))
            .findFirst()
            .orElseThrow()
            .over()
            .apply(Pool.of(query, List.of(candidates), NOW));
    return Arrays.stream(candidates).mapToDouble(value).toArray();
  }

  private static Candidate fact(String id, int from) {
    return fact(id, Validity.from(start(from)));
  }

  private static Candidate fact(String id, int from, int until, String... statedBy) {
    return fact(id, new Validity(Optional.of(start(from)), Optional.of(start(until))), statedBy);
  }

  private static Instant start(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Candidate fact(String id, Validity validity, String... statedBy) {
    return new Candidate(
        new EvidenceId(Evidence.Kind.FACT, DATASET, id),
        id,
        0,
        0,
        0.5,
        Set.of(),
        Optional.empty(),
        Optional.of(
            new Candidate.Told(
                validity, Arrays.stream(statedBy).map(NodeId::new).collect(Collectors.toSet()))));
  }

  private static Candidate said(String day) {
    return said(day, "a");
  }

  private static Candidate said(String day, String text) {
    return turn("s" + day, 1, "Ann", text, "", Instant.parse(day + "T10:00:00Z"));
  }

  private static Candidate turn(
      String whole, long sequence, String speaker, String text, String before) {
    return turn(whole, sequence, speaker, text, before, MAY);
  }

  private static Candidate turn(
      String whole, long sequence, String speaker, String text, String before, Instant time) {
    return new Candidate(
        new EvidenceId(Evidence.Kind.CHUNK, DATASET, whole + sequence),
        text,
        0,
        0,
        0.5,
        Set.of(),
        Optional.of(
            new Candidate.Setting(
                whole, sequence, 0, time, Optional.of(new Spoken(speaker, before)))),
        Optional.empty());
  }
}
