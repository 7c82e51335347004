package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mnemo.application.RankingWeights;
import dev.mnemo.application.service.Ranking.Placed;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final DatasetId DATASET = new DatasetId("d");
  private static final RetrievalQuery QUERY =
      new RetrievalQuery(
          new GraphView(new UserId("u"), Set.of(DATASET)),
          List.of("question"),
          Optional.empty(),
          Set.of(Evidence.Kind.CHUNK),
          Set.of(),
          10);

  private final Ranking ranking =
      new Ranking(new RankingWeights(Map.of("text", 0.5, "vector", 0.5, "near", 0.3)));

  @Test
  void wordsAndVectorShouldCountTheSame() {
    List<Placed> ranked =
        best(
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
    List<Placed> ranked =
        best(List.of(chunk("a", 0, 0.91), chunk("b", 0, 0.90), chunk("c", 0, 0.89)), 10);

    assertThat(ranked)
        .extracting(Placed::score)
        .satisfiesExactly(
            best -> assertThat(best).isCloseTo(0.5, within()),
            middle -> assertThat(middle).isCloseTo(0.25, within()),
            least -> assertThat(least).isCloseTo(0, within()));
  }

  @Test
  void eachKindShouldBeMeasuredByItsOwnBest() {
    List<Placed> ranked = best(List.of(chunk("chunk", 40, 0), fact("fact", 2, 0.5)), 10);

    assertThat(ranked).extracting(Placed::score).containsExactly(0.5, 0.5);
  }

  @Test
  void feedbackShouldMoveAFactMildly() {
    List<Placed> ranked =
        best(List.of(fact("liked", 7, 1), fact("plain", 7, 0.5), fact("best", 10, 0)), 10);

    assertThat(ids(ranked)).containsExactly("liked", "best", "plain");
  }

  @Test
  void goodFeedbackShouldRaiseANegativeScoreToo() {
    List<Placed> ranked =
        disliked(fact("liked", 10, 1), fact("plain", 10, 0.5), fact("blamed", 10, 0));

    assertThat(ids(ranked)).containsExactly("liked", "plain", "blamed");
    assertThat(ranked)
        .extracting(Placed::score)
        .containsExactly(-0.5 / 1.25, -0.5 / 1.0, -0.5 / 0.75);
  }

  @Test
  void anEntityShouldBeWorthLessThanAFactWithTheSameNegativeSum() {
    assertThat(ids(disliked(entity("entity", 4), fact("fact", 4, 0.5))))
        .containsExactly("fact", "entity");
  }

  @Test
  void equalScoresShouldBeOrderedById() {
    List<Candidate> candidates = List.of(chunk("c", 1, 0), chunk("a", 1, 0), chunk("b", 1, 0));

    assertThat(ids(best(candidates, 10))).containsExactly("a", "b", "c");
    assertThat(best(candidates.reversed(), 10)).isEqualTo(best(candidates, 10));
  }

  @Test
  void theBestAloneShouldBeTaken() {
    assertThat(ids(best(List.of(chunk("a", 3, 0), chunk("b", 2, 0), chunk("c", 1, 0)), 2)))
        .containsExactly("a", "b");
  }

  @Test
  void aFactShouldBeNearByTheBetterNamedOfItsEntities() {
    List<Candidate> candidates =
        List.of(
            entity("alice", 4),
            entity("bob", 1),
            fact("of both", Set.of("alice", "bob")),
            fact("of bob", Set.of("bob", "rome")),
            fact("of others", Set.of("carol")));

    assertThat(best(candidates, 10))
        .filteredOn(one -> one.id().kind() == Evidence.Kind.FACT)
        .extracting(one -> one.id().id(), Placed::score)
        .containsExactly(tuple("of both", 0.3), tuple("of bob", 0.075), tuple("of others", 0.0));
  }

  @Test
  void noCandidatesShouldRankToNothing() {
    assertThat(best(List.of(), 10)).isEmpty();
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }

  private static List<String> ids(List<Placed> ranked) {
    return ranked.stream().map(one -> one.id().id()).toList();
  }

  private List<Placed> best(List<Candidate> candidates, int topK) {
    return ranking.best(candidates, QUERY, topK, Instant.EPOCH);
  }

  private static List<Placed> disliked(Candidate... candidates) {
    return new Ranking(new RankingWeights(Map.of("text", -0.5)))
        .best(List.of(candidates), QUERY, 10, Instant.EPOCH);
  }

  private static Candidate chunk(String id, double text, double vector) {
    return candidate(Evidence.Kind.CHUNK, id, text, vector, 0.5, Set.of());
  }

  private static Candidate fact(String id, double text, double weight) {
    return candidate(Evidence.Kind.FACT, id, text, 0, weight, Set.of());
  }

  private static Candidate fact(String id, Set<String> entities) {
    return candidate(Evidence.Kind.FACT, id, 0, 0, 0.5, entities);
  }

  private static Candidate entity(String id, double text) {
    return candidate(Evidence.Kind.ENTITY, id, text, 0, 0.5, Set.of(id));
  }

  private static Candidate candidate(
      Evidence.Kind kind,
      String id,
      double text,
      double vector,
      double weight,
      Set<String> entities) {
    return new Candidate(
        new EvidenceId(kind, DATASET, id),
        id,
        text,
        vector,
        weight,
        entities.stream().map(NodeId::new).collect(Collectors.toSet()),
        Optional.empty(),
        Optional.empty());
  }
}
