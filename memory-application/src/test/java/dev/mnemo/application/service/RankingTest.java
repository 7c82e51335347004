package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.testkit.TestClock;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final Provenance NOWHERE =
      new Provenance(new DatasetId("d"), List.of(), List.of());

  private final Ranking ranking = new Ranking(Ranking.HYBRID);

  @Test
  void wordsAndVectorShouldCountTheSame() {
    List<Ranked> ranked =
        ranking.best(
            List.of(
                chunk("words", 8, 0),
                chunk("both", 6, 0.93),
                chunk("vector", 0, 0.95),
                chunk("far", 0, 0.85)),
            10);

    assertThat(ids(ranked)).containsExactly("both", "vector", "words", "far");
    assertThat(ranked.getFirst().score()).isCloseTo(0.5 * 0.75 + 0.5 * 0.8, within());
  }

  @Test
  void theNarrowBandOfSimilaritiesShouldBeStretched() {
    List<Ranked> ranked =
        ranking.best(List.of(chunk("a", 0, 0.91), chunk("b", 0, 0.90), chunk("c", 0, 0.89)), 10);

    assertThat(ranked)
        .extracting(Ranked::score)
        .satisfiesExactly(
            best -> assertThat(best).isCloseTo(0.5, within()),
            middle -> assertThat(middle).isCloseTo(0.25, within()),
            least -> assertThat(least).isCloseTo(0, within()));
  }

  @Test
  void eachKindShouldBeMeasuredByItsOwnBest() {
    List<Ranked> ranked = ranking.best(List.of(chunk("chunk", 40, 0), fact("fact", 2, 0.5)), 10);

    assertThat(ranked).extracting(Ranked::score).containsExactly(0.5, 0.5);
  }

  @Test
  void feedbackShouldMoveAFactMildly() {
    List<Ranked> ranked =
        ranking.best(List.of(fact("liked", 7, 1), fact("plain", 7, 0.5), fact("best", 10, 0)), 10);

    assertThat(ids(ranked)).containsExactly("liked", "best", "plain");
  }

  @Test
  void equalScoresShouldBeOrderedById() {
    List<Candidate> candidates = List.of(chunk("c", 1, 0), chunk("a", 1, 0), chunk("b", 1, 0));

    assertThat(ids(ranking.best(candidates, 10))).containsExactly("a", "b", "c");
    assertThat(ranking.best(candidates.reversed(), 10)).isEqualTo(ranking.best(candidates, 10));
  }

  @Test
  void ranksShouldCountFromOneAndStopAtTheLimit() {
    List<Ranked> ranked =
        ranking.best(List.of(chunk("a", 3, 0), chunk("b", 2, 0), chunk("c", 1, 0)), 2);

    assertThat(ranked).extracting(Ranked::rank).containsExactly(1, 2);
  }

  @Test
  void aFurtherSignalShouldAddItsShare() {
    Signal named = new Signal("named", 0.4, pool -> one -> one.evidence().id().equals("b") ? 1 : 0);

    List<Ranked> ranked = ranking.with(named).best(List.of(chunk("a", 4, 0), chunk("b", 3, 0)), 10);

    assertThat(ids(ranked)).containsExactly("b", "a");
    assertThat(ids(ranking.best(List.of(chunk("a", 4, 0), chunk("b", 3, 0)), 10)))
        .containsExactly("a", "b");
  }

  @Test
  void noCandidatesShouldRankToNothing() {
    assertThat(ranking.best(List.of(), 10)).isEmpty();
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }

  private static List<String> ids(List<Ranked> ranked) {
    return ranked.stream().map(one -> one.evidence().id()).toList();
  }

  private static Candidate chunk(String id, double text, double vector) {
    return new Candidate(new Evidence.OfChunk(new NodeId(id), 0, id, NOWHERE), text, vector);
  }

  private static Candidate fact(String id, double text, double weight) {
    Entity thing = new Entity(new NodeId("thing"), "thing", "thing", "");
    return new Candidate(
        new Evidence.OfFact(
            new FactId(id),
            thing,
            "is",
            thing,
            id,
            false,
            1,
            Validity.UNKNOWN,
            TestClock.NOON,
            Optional.empty(),
            weight,
            NOWHERE),
        text,
        0);
  }
}
