package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.RankingWeights;
import dev.mnemo.application.service.Ranking.Placed;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.testkit.GeneratedConversations;
import dev.mnemo.testkit.GeneratedConversations.Question;
import dev.mnemo.testkit.GeneratedConversations.Told;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ranking finds turns of plain conversations, and its signals do them no harm. */
class GeneratedConversationsTest {

  private static final DatasetId DATASET = new DatasetId("d");
  private static final int CANDIDATES = 100;
  private static final GeneratedConversations GENERATED = GeneratedConversations.of(7, 100);

  private record Quality(double recall10, double ndcg10) {}

  private final List<Set<String>> stems =
      GENERATED.turns().stream()
          .<Set<String>>map(
              turn -> new HashSet<>(Stems.of(turn.text() + ' ' + GENERATED.before(turn))))
          .toList();
  private final Map<String, Integer> having = new HashMap<>();

  GeneratedConversationsTest() {
    stems.forEach(some -> some.forEach(stem -> having.merge(stem, 1, Integer::sum)));
  }

  @Test
  void turnsOfPlainConversationsShouldBeFound() {
    Quality words = quality(new RankingWeights(Map.of("text", 1.0)));

    Quality all = quality(RankingWeights.builtIn());

    assertThat(GENERATED.questions()).hasSize(300);
    assertThat(all.recall10()).isGreaterThanOrEqualTo(RECALL_FLOOR);
    assertThat(all.ndcg10()).isGreaterThanOrEqualTo(NDCG_FLOOR);
    assertThat(all.recall10()).isGreaterThanOrEqualTo(words.recall10());
    assertThat(all.ndcg10()).isGreaterThan(words.ndcg10());
  }

  @Test
  void namesOfRolesShouldNotTellWhoIsAskedAbout() {
    RankingWeights weights = RankingWeights.builtIn();
    UnaryOperator<String> addressing = text -> text.replace("?", ", Assistant?");

    Quality asWords = quality(weights, addressing, QuestionReader::people);
    Quality asNames = quality(weights, addressing, UnaryOperator.identity());

    assertThat(asWords.recall10()).isGreaterThanOrEqualTo(RECALL_FLOOR);
    assertThat(asWords.ndcg10()).isGreaterThan(asNames.ndcg10());
  }

  private static final double RECALL_FLOOR = 0.84;
  private static final double NDCG_FLOOR = 0.65;

  private Quality quality(RankingWeights weights) {
    return quality(weights, UnaryOperator.identity(), QuestionReader::people);
  }

  private Quality quality(
      RankingWeights weights, UnaryOperator<String> asked, UnaryOperator<Set<String>> named) {
    Ranking ranking = new Ranking(weights);
    double found = 0;
    double gain = 0;
    for (Question question : GENERATED.questions()) {
      String text = asked.apply(question.text());
      List<String> best =
          ranking
              .best(
                  candidates(text),
                  query(text).naming(named.apply(speaking(text))),
                  10,
                  Instant.EPOCH)
              .stream()
              .map(Placed::id)
              .map(EvidenceId::id)
              .toList();
      int place = best.indexOf(id(GENERATED.turns().get(question.answeredBy())));
      found += place >= 0 ? 1 : 0;
      gain += place >= 0 ? Math.log(2) / Math.log(place + 2.0) : 0;
    }
    int questions = GENERATED.questions().size();
    return new Quality(found / questions, gain / questions);
  }

  /** What a search by words finds, scored by the rarity of the words found. */
  private List<Candidate> candidates(String question) {
    Set<String> wanted = new HashSet<>(Stems.of(question));
    double[] scores =
        stems.stream()
            .mapToDouble(
                some -> some.stream().filter(wanted::contains).mapToDouble(this::rarity).sum())
            .toArray();
    return IntStream.range(0, scores.length)
        .filter(i -> scores[i] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
        .limit(CANDIDATES)
        .map(i -> candidate(GENERATED.turns().get(i), scores[i]))
        .toList();
  }

  private double rarity(String stem) {
    return Math.log(1 + stems.size() / (double) having.getOrDefault(stem, 1));
  }

  private static Candidate candidate(Told turn, double score) {
    return new Candidate(
        new EvidenceId(Evidence.Kind.CHUNK, DATASET, id(turn)),
        turn.text(),
        score,
        0,
        0.5,
        Set.of(),
        Optional.of(
            new Candidate.Setting(
                "s" + turn.session(),
                turn.id() + 1L,
                0,
                turn.time(),
                Optional.of(new Spoken(turn.speaker(), GENERATED.before(turn))))),
        Optional.empty());
  }

  // Long numbers, so that equal scores are not ordered as the turns are.
  private static String id(Told turn) {
    return Integer.toHexString(Integer.reverse(turn.id() + 1));
  }

  private static Set<String> speaking(String question) {
    return Stems.words(question)
        .filter(word -> GENERATED.turns().stream().anyMatch(turn -> turn.speaker().equals(word)))
        .collect(Collectors.toSet());
  }

  private static RetrievalQuery query(String question) {
    return new RetrievalQuery(
        new GraphView(new UserId("u"), Set.of(DATASET)),
        List.of(question),
        Optional.empty(),
        Set.of(Evidence.Kind.CHUNK),
        Set.of(),
        CANDIDATES);
  }
}
