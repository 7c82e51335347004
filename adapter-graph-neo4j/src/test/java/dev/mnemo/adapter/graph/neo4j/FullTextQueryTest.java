package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FullTextQueryTest {

  @Test
  void aQuestionShouldBecomeItsTellingWordsInsideItsScopes() {
    assertThat(of("Where does Alice live?")).containsExactly("+(text:(Alice live) ) +scope:(d1)^0");
    assertThat(
            FullTextQuery.of(
                "Alice", Set.of(), List.of("d1", "d2"), List.of("n1"), Searchable.ENTITY))
        .containsExactly("+(name:(Alice) description:(Alice) ) +scope:(d1 d2)^0 +scope:(n1)^0");
  }

  @Test
  void aNameOfASpeakerShouldAskForWhatIsSaidByThem() {
    assertThat(asked("Where does Jon live in Rome?", Set.of("Jon")))
        .containsExactly(
            "+(text:(live Rome) preceding:(live Rome)^0.5 speaker:(Jon) ) +scope:(d1)^0");
    assertThat(asked("Jon", Set.of("Jon"))).containsExactly("+(speaker:(Jon) ) +scope:(d1)^0");
    assertThat(asked("jon", Set.of("Jon")))
        .containsExactly("+(text:(jon) preceding:(jon)^0.5 ) +scope:(d1)^0");
  }

  @Test
  void namesShouldBeAskedOfThoseWhoSpeakAlone() {
    assertThat(FullTextQuery.of("Jon", Set.of("Jon"), List.of("d1"), List.of(), Searchable.SUMMARY))
        .containsExactly("+(text:(Jon) ) +scope:(d1)^0");
  }

  @Test
  void aQuestionWithoutATellingWordShouldAskNothing() {
    for (String empty : List.of("", " ", "What is the ...?", "!\"§$%&/()=", "👩")) {
      assertThat(of(empty)).as("'%s'", empty).isEmpty();
    }
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(
      strings = {
        " ",
        ",",
        "b\uD83D\uDE00",
        "a\u0301",
        "\u0301",
        "A",
        "Ann ",
        "Ann, ",
        "O'B",
        "1",
        "1.",
        "2021-05-06 ",
        "\u4E2D",
        "\\",
        "\""
      })
  void noQuestionShouldTakeLongOrTheStack(String part) throws Exception {
    String question = part.repeat(100_000 / part.length());

    FutureTask<Integer> reading =
        new FutureTask<>(
            () -> {
              of(question);
              SaidWords.of(List.of(question)).anyIn(question);
              return FullTextQuery.words(question).size();
            });
    Thread.ofVirtual().start(reading);

    assertThat(reading.get()).isLessThan(200);
  }

  @Test
  void syntaxShouldNotSurvive() {
    assertThat(of("+a1 -b1 && c1 || !(d1) {e1} [f1 TO g1]^2 \"h1\"~3 i1* ?j1 k1:l1 \\m1 /n1/"))
        .containsExactly(
            "+(text:(a1 b1 c1 d1 e1 f1 g1 2 h1 3 i1 j1 k1\\:l1 k1 l1 m1 n1) ) +scope:(d1)^0");
    assertThat(of("AND alice OR bob NOT carol"))
        .as("operators are words without telling")
        .containsExactly("+(text:(alice bob carol) ) +scope:(d1)^0");
  }

  @Test
  void joinedWordsShouldBeLookedForWholeAndInParts() {
    assertThat(of("O'Brien's 3.14"))
        .containsExactly("+(text:(O\\'Brien\\'s O Brien 3\\.14 3 14) ) +scope:(d1)^0");
  }

  @Test
  void aLongQuestionShouldBeBounded() {
    String conversation =
        String.join(" ", IntStream.range(0, 10_000).mapToObj(n -> "word" + n).toList());
    String withoutSpaces = "漢".repeat(200) + " " + "字".repeat(200);

    assertThat(words(of(conversation))).hasSize(64);
    assertThat(of("again ".repeat(10_000))).containsExactly("+(text:(again) ) +scope:(d1)^0");
    assertThat(of(withoutSpaces))
        .containsExactly("+(text:(%s) ) +scope:(d1)^0".formatted("漢".repeat(192)));
    assertThat(of("x".repeat(300) + " short")).containsExactly("+(text:(short) ) +scope:(d1)^0");
  }

  @Test
  void manyScopesShouldBeAskedInGroups() {
    List<String> scopes = IntStream.range(0, 300).mapToObj(n -> "d" + n).toList();

    assertThat(FullTextQuery.of("alice", Set.of(), scopes, List.of(), Searchable.SUMMARY))
        .hasSize(2);
    assertThat(FullTextQuery.of("alice", Set.of(), scopes, scopes, Searchable.SUMMARY)).hasSize(4);
  }

  private static List<String> of(String question) {
    return FullTextQuery.of(question, Set.of(), List.of("d1"), List.of(), Searchable.SUMMARY);
  }

  private static List<String> asked(String question, Set<String> speakers) {
    return FullTextQuery.of(question, speakers, List.of("d1"), List.of(), Searchable.CHUNK);
  }

  private static List<String> words(List<String> queries) {
    String query = queries.getFirst();
    return List.of(query.substring(query.indexOf(":(") + 2, query.indexOf(")")).split(" "));
  }
}
