package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.find;
import static dev.mnemo.testkit.contract.GraphSamples.found;
import static dev.mnemo.testkit.contract.GraphSamples.limited;
import static dev.mnemo.testkit.contract.GraphSamples.texts;
import static dev.mnemo.testkit.contract.GraphSamples.view;
import static dev.mnemo.testkit.contract.GraphSamples.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.contract.GraphSamples.Found;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Retrieval by words: any characters are plain text, and questions may be of any length. */
public interface GraphTextClauses extends KnowledgeGraphFixture {

  @Test
  default void retrieveShouldFindEveryKindOfEvidenceByItsWords() {
    KnowledgeGraph graph = sample();

    assertThat(found(graph, "engineer")).containsExactly("Alice works as an engineer.");
    for (Evidence.Kind kind : Evidence.Kind.values()) {
      List<Found> candidates = find(graph, words(kind, "ENGINEER"));
      assertThat(candidates).as("%s", kind).isNotEmpty();
      assertThat(candidates)
          .allSatisfy(
              candidate -> {
                assertThat(candidate.evidence().kind()).isEqualTo(kind);
                assertThat(candidate.evidence().text()).containsIgnoringCase("engineer");
                assertThat(candidate.textScore()).isPositive();
                assertThat(candidate.vectorScore()).isZero();
              });
    }
  }

  @Test
  default void retrieveShouldReturnEntitiesWithWhatIsKnownOfThem() {
    KnowledgeGraph graph = sample();

    Evidence evidence = find(graph, words(Evidence.Kind.ENTITY, "Alice")).getFirst().evidence();

    var entity = ((Evidence.OfEntity) evidence).entity();
    assertThat(entity.name()).isEqualTo("Alice");
    assertThat(entity.type()).isEqualTo("person");
    assertThat(entity.description()).isEqualTo("An engineer in Paris.");
  }

  @Test
  default void retrieveShouldFindNothingUnderWordsThatNobodyUsed() {
    KnowledgeGraph graph = sample();

    assertThat(found(graph, "zebra")).isEmpty();
    assertThat(found(graph, "Alicexyz")).isEmpty();
  }

  @Test
  default void retrieveShouldTakeAnyCharactersAsPlainText() {
    KnowledgeGraph graph = sample();

    for (String hostile :
        List.of(
            "engineer AND (",
            "engineer OR",
            "NOT engineer",
            "engineer)",
            "\"engineer",
            "engineer\"",
            "engineer [ TO }",
            "{engineer",
            "engineer^",
            "engineer^x",
            "engineer~9.5",
            "~ engineer",
            "*:* engineer",
            "text:engineer",
            "engineer: ",
            "engineer\\",
            "\\ engineer",
            "/engineer",
            "engineer/ [a-",
            "+ - engineer !",
            "-- engineer",
            "&& || engineer",
            "engineer ? *",
            "!engineer",
            "? engineer ?",
            "'engineer'; MATCH (n) DETACH DELETE n",
            "engineer $x {y}",
            "engineer \u0000 \u0001",
            "👩 engineer 👩",
            "engineer \n\r\t",
            "<engineer>",
            "engineer = 1",
            "AND OR NOT TO engineer")) {
      assertThat(found(graph, hostile))
          .as("found by: %s", hostile)
          .contains("Alice works as an engineer.");
    }
  }

  @Test
  default void retrieveShouldNotTakeSyntaxForAWildcard() {
    KnowledgeGraph graph = sample();

    for (String syntax : List.of("*", "*:*", "?*", "eng*", "engineeer~2", "/eng.*/", "[b TO y]")) {
      assertThat(found(graph, syntax)).as("found by: %s", syntax).isEmpty();
    }
  }

  @Test
  default void retrieveShouldFindByAQuestionOfAnyLength() {
    KnowledgeGraph graph = sample();
    StringBuilder conversation = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      conversation.append("filler").append(i).append(i % 40 == 0 ? " engineer " : " ");
    }

    assertThat(found(graph, conversation.toString())).contains("Alice works as an engineer.");
    assertThat(found(graph, "engineer ".repeat(20_000))).contains("Alice works as an engineer.");
    assertThat(found(graph, "x".repeat(100_000) + " engineer"))
        .contains("Alice works as an engineer.");
  }

  @Test
  default void retrieveShouldEndureQuestionsThatSayNothing() {
    KnowledgeGraph graph = sample();

    for (String empty :
        List.of("", " ", "the", "the of and a", "?!", "...", "\"\"", "\u0000", "👩")) {
      assertThatCode(() -> find(graph, words(empty)))
          .as("asked: '%s'", empty)
          .doesNotThrowAnyException();
    }
    assertThat(found(graph, "")).isEmpty();
    assertThat(find(graph, words())).isEmpty();
    assertThat(found(graph, "the engineer")).contains("Alice works as an engineer.");
  }

  @Test
  default void retrieveShouldUniteThePhrasingsAndReturnEachCandidateOnce() {
    KnowledgeGraph graph = sample();

    List<Found> candidates =
        find(graph, words("What does she do, the engineer?", "engineer Alice", "Bob the painter"));

    assertThat(texts(candidates))
        .contains("Alice works as an engineer.", "Bob is a painter.")
        .doesNotHaveDuplicates();
  }

  @Test
  default void retrieveShouldCountTheBestPhrasing() {
    KnowledgeGraph graph = sample();
    double alone = scoreOf(find(graph, words("Alice works as an engineer")));

    double withWorse =
        scoreOf(find(graph, words("zebra", "Alice works as an engineer", "engineer zebra")));
    double first = scoreOf(find(graph, words("Alice works")));
    double second = scoreOf(find(graph, words("engineer")));
    double both = scoreOf(find(graph, words("Alice works", "engineer")));

    assertThat(withWorse).isCloseTo(alone, within(0.000001));
    assertThat(both)
        .as("of two phrasings that say a part each")
        .isCloseTo(Math.max(first, second), within(0.000001));
  }

  @Test
  default void retrieveShouldScoreABetterMatchHigher() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = BatchBuilder.in(DATASET).text("violet umbrella on the table");
    for (int i = 0; i < 30; i++) {
      batch.text("umbrella number " + i + " on the shelf");
    }
    graph.write(batch.build());

    List<Found> best = find(graph, limited(words("violet umbrella"), 1));

    assertThat(texts(best)).containsExactly("violet umbrella on the table");
    double bestScore = best.getFirst().textScore();
    assertThat(find(graph, words("violet umbrella")))
        .hasSize(31)
        .filteredOn(candidate -> !candidate.evidence().text().startsWith("violet"))
        .allSatisfy(candidate -> assertThat(candidate.textScore()).isLessThan(bestScore));
  }

  @Test
  default void retrieveShouldReturnAtMostTheLimitOfEachKind() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = BatchBuilder.in(DATASET);
    for (int i = 0; i < 9; i++) {
      batch.text("umbrella " + i).entity("umbrella " + i, "thing", "");
    }
    graph.write(batch.build());

    List<Found> candidates =
        find(
            graph,
            new RetrievalQuery(
                view(DATASET),
                List.of("umbrella"),
                Optional.empty(),
                Set.of(Evidence.Kind.CHUNK, Evidence.Kind.ENTITY),
                Set.of(),
                4));

    assertThat(candidates)
        .filteredOn(candidate -> candidate.evidence().kind() == Evidence.Kind.CHUNK)
        .hasSize(4);
    assertThat(candidates)
        .filteredOn(candidate -> candidate.evidence().kind() == Evidence.Kind.ENTITY)
        .hasSize(4);
    assertThat(candidates).hasSize(8);
  }

  private static double scoreOf(List<Found> candidates) {
    return candidates.stream()
        .filter(one -> one.evidence().text().equals("Alice works as an engineer."))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not found among " + candidates))
        .textScore();
  }

  private KnowledgeGraph sample() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("Alice works as an engineer.")
            .entity("Alice", "person", "An engineer in Paris.")
            .fact("Alice", "works as", "engineer")
            .summary("An engineer named Alice", Optional.empty())
            .text("Bob is a painter.")
            .fact("Bob", "is", "painter")
            .build());
    return graph;
  }
}
