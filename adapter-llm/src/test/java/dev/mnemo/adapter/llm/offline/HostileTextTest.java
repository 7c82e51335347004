package dev.mnemo.adapter.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.TurnBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts made to take much time or stack, on a virtual thread as in a search. */
@Timeout(20)
final class HostileTextTest {

  private static final int LENGTH = 30_000;
  private static final Instant NOON = Instant.parse("2024-05-15T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        ", ",
        ",",
        "\n",
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
        "1,",
        "1999 ",
        "2021-05-06 ",
        "in May ",
        "when ",
        "she ",
        "a",
        "'",
        "_",
        "%",
        "%a",
        "+",
        "a.",
        "a@",
        "A.",
        "A. ",
        "\uD835\uDC00.A.",
        "[",
        "](",
        "*",
        "-",
        "#"
      })
  void noTextShouldTakeLongOrTheStack(String part) throws Exception {
    String filler = part.repeat(LENGTH / part.length());

    FutureTask<Boolean> reading =
        new FutureTask<>(
            () -> {
              for (String text :
                  List.of(filler + "b", "Ann" + filler + ".", "Ann: " + filler + "b")) {
                read(text);
              }
              return true;
            });
    Thread.ofVirtual().start(reading);

    assertThat(reading.get()).isTrue();
  }

  private static void read(String text) {
    TestModels.extractor().extract(new Passage(text, text, NOON));
    new WindowQuestionRewriter().rewrite(text, List.of(entry("Who is Ann?", text)));
    new WindowQuestionRewriter().rewrite("What does she do?", List.of(entry(text, "Ann.")));
    new ExtractiveLanguageModel(TestClock.atNoon())
        .complete(new Prompt("Answer.", List.of(), Memory.of(text).chunks(), text, text));
  }

  private static QAEntry entry(String question, String answer) {
    return new QAEntry(
        SessionKey.of("alice", "s"),
        1,
        TurnBuilder.turn("e1").question(question).answer(answer).build(),
        Optional.empty());
  }
}
