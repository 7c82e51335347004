package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.RankingWeights;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Spoken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts made to take much time or stack, on a virtual thread as in a search. */
@Timeout(20)
class HostileTextTest {

  private static final int LENGTH = 30_000;
  private static final DatasetId DATASET = new DatasetId("d");

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        ", ",
        ",",
        "\n",
        " \u2028",
        "b\uD83D\uDE00",
        "\uD83D\uDE00",
        "a\u0301",
        "\u0301",
        "A",
        "Ann ",
        "Ann, ",
        "Ann's",
        "1",
        "12 ",
        "1999 ",
        "2021-05-06 ",
        "in May ",
        "last week ",
        "day",
        "monday",
        "when ",
        "since Ann ",
        "before ",
        "a",
        "'",
        "_",
        "%a",
        "a.",
        "A. ",
        "?"
      })
  void noQuestionShouldTakeLongOrTheStack(String part) throws Exception {
    String filler = part.repeat(LENGTH / part.length());

    assertThat(
            onVirtualThread(
                () -> {
                  for (String question :
                      List.of(
                          filler, "Where was Ann" + filler + "?", "Did she go when " + filler)) {
                    rank(question, "Ann said it.");
                    QuestionReader.without(Set.of("Ann", "Mary Ann"), question);
                    EntryText.asPreceding("a" + question + "b");
                  }
                  rank("When did Ann go?", passage("Ann" + filler + "?"));
                  return true;
                }))
        .isTrue();
  }

  @Test
  void aLongEventShouldNotTakeTheStack() throws Exception {
    String pairs = "b\uD83D\uDE00".repeat(LENGTH / 3);

    assertThat(onVirtualThread(() -> NamedEvent.in("Where was she when the " + pairs))).isPresent();
  }

  @Test
  void blanksShouldBeNoEvent() {
    assertThat(NamedEvent.in("Did she go when   ?")).isEmpty();
  }

  @Test
  void theBeginningOfALongQuestionShouldBeReadAlone() {
    String words = "a ".repeat(Asked.READ / 2);

    Asked asked = Asked.of(List.of("When? " + words + "Ann"), Set.of(), Instant.EPOCH);

    assertThat(asked.when()).isTrue();
    assertThat(asked.names()).isEmpty();
  }

  /** As long as the passages that are stored. */
  private static String passage(String text) {
    return new TextSplitter(256).split(text).getFirst();
  }

  private static void rank(String question, String text) {
    var query =
        new RetrievalQuery(
            new GraphView(new UserId("u"), Set.of(DATASET)),
            List.of(question),
            Optional.empty(),
            Set.of(Evidence.Kind.CHUNK),
            Set.of(),
            10);
    var turn =
        new Candidate(
            new EvidenceId(Evidence.Kind.CHUNK, DATASET, "c"),
            text,
            1,
            0,
            0.5,
            Set.of(),
            Optional.of(
                new Candidate.Setting(
                    "s", 1, 0, Instant.EPOCH, Optional.of(new Spoken("Ann", "Where?")))),
            Optional.empty());
    new Ranking(RankingWeights.builtIn()).best(List.of(turn), query, 10, Instant.EPOCH);
  }

  private static <T> T onVirtualThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task.get();
  }
}
