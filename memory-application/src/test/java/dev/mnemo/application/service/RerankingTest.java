package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Relevance;
import dev.mnemo.domain.port.Reranker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RerankingTest {

  private static final String QUESTION = "Where does Alice live?";

  private final World world = new World();
  private final List<String> judged = new ArrayList<>();

  private record Judging(Function<List<String>, List<Double>> scores) implements Reranker {

    @Override
    public String name() {
      return "judge";
    }

    @Override
    public Relevance judge(String question, List<String> texts) {
      assertThat(question).isEqualTo(QUESTION);
      return new Relevance(scores.apply(texts), new Usage(100, 0, Optional.empty(), false));
    }
  }

  @BeforeEach
  void remember() {
    world.remember("Alice lives in Paris.");
    world.remember("Bob lives in New York. Alice met him there.");
    world.remember("Alice lives for music.");
  }

  @Test
  void theRerankersOrderShouldBeTheResults() {
    judging(text -> text.contains("music") ? 1.0 : -1.0);

    List<Ranked> found = recall(2);

    assertThat(found).hasSize(2);
    assertThat(found.getFirst().evidence().text()).contains("music");
    assertThat(found.getFirst().rank()).isEqualTo(1);
    assertThat(found.getFirst().score()).isEqualTo(1.0);
    assertThat(found.getFirst().shares()).containsOnlyKeys("reranker");
  }

  @Test
  void moreThanWantedShouldBeJudgedSoThatALowPlaceCanWin() {
    judging(text -> 0.0);

    recall(1);

    assertThat(judged).hasSizeGreaterThan(1);
  }

  @Test
  void theBestFiftyAloneShouldBeJudgedAndTheOthersFollowInTheirOrder() {
    for (int i = 0; i < 60; i++) {
      world.remember("Alice lives in house %d.".formatted(i));
    }
    List<String> ranked = texts(recall(60));
    List<String> expected = new ArrayList<>(ranked.subList(0, 50).reversed());
    expected.addAll(ranked.subList(50, 60));

    judging(text -> (double) ranked.indexOf(text));
    List<Ranked> found = recall(60);

    assertThat(judged).containsExactlyInAnyOrderElementsOf(ranked.subList(0, 50));
    assertThat(texts(found)).isEqualTo(expected);
    assertThat(found.getLast().shares()).doesNotContainKey("reranker");
  }

  @Test
  void equalScoresShouldKeepTheOrderOfRanking() {
    List<String> ranked = texts(recall(5));
    judging(text -> 0.5);

    assertThat(texts(recall(5))).isEqualTo(ranked);
  }

  @Test
  void aRerankerThatFailsShouldLeaveTheRanking() {
    List<String> ranked = texts(recall(5));

    judging(
        text -> {
          throw ModelFailureException.permanentFailure("out of memory", new RuntimeException());
        });
    assertThat(texts(recall(5))).isEqualTo(ranked);

    world.reranker = Optional.of(new Judging(texts -> List.of(1.0)));
    assertThat(texts(recall(5))).isEqualTo(ranked);
  }

  @Test
  void judgingShouldBeCounted() {
    judging(text -> 0.5);

    recall(5);

    assertThat(world.fakeLedger.calls())
        .filteredOn(call -> call.operation() == Operation.RERANK)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.model()).isEqualTo("judge");
              assertThat(call.usage().tokensIn()).isEqualTo(100);
            });
  }

  private void judging(Function<String, Double> score) {
    world.reranker =
        Optional.of(
            new Judging(
                texts -> {
                  judged.addAll(texts);
                  return texts.stream().map(score).toList();
                }));
  }

  private List<Ranked> recall(int topK) {
    return world.useCases().recall().recall(ALICE, RecallRequest.of(QUESTION, topK));
  }

  private static List<String> texts(List<Ranked> found) {
    return found.stream().map(one -> one.evidence().text()).toList();
  }
}
