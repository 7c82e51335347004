package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.service.Ranking.Placed;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Candidate.Setting;
import dev.mnemo.domain.model.graph.Candidate.Told;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence.Kind;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldTest {

  @Test
  void aTurnBelowAFactThatItStatesShouldGiveUpItsPlace() {
    assertThat(folded(2, fact("Ann sails.", "t"), turn("t"), turn("u")))
        .containsExactly("Ann sails.", "u");
  }

  @Test
  void aFactBelowTheTurnThatStatesItShouldGiveUpItsPlace() {
    assertThat(folded(2, turn("t"), fact("Ann sails.", "t"), fact("Ann sings.", "u")))
        .containsExactly("t", "Ann sings.");
  }

  @Test
  void severalFactsOfOneTurnShouldStand() {
    assertThat(folded(3, fact("Ann sails.", "t"), fact("Ann sings.", "t"), turn("t")))
        .containsExactly("Ann sails.", "Ann sings.");
  }

  @Test
  void factsOfOneSentenceShouldTakeOnePlace() {
    assertThat(
            folded(3, fact("Ann sails.", "t"), fact("ann sails. ", "u"), fact("Ann sings.", "v")))
        .containsExactly("Ann sails.", "Ann sings.");
  }

  @Test
  void whatATurnGaveUpShouldStayWithTheFactThatTookItsPlace() {
    assertThat(folded(3, fact("Ann sails.", "t"), turn("t"), fact("Ann sings.", "t")))
        .containsExactly("Ann sails.", "Ann sings.");
  }

  @Test
  void aDocumentsChunkShouldStandBelowItsFactAndNotAboveIt() {
    assertThat(folded(2, fact("Ann sails.", "d"), chunk("d"))).containsExactly("Ann sails.", "d");
    assertThat(folded(2, chunk("d"), fact("Ann sails.", "d"))).containsExactly("d");
  }

  @Test
  void copiesOfATurnInSeveralDatasetsShouldTakeOnePlace() {
    assertThat(folded(3, turn("t"), Copies.in("other", turn("t")), Copies.in("other", turn("u"))))
        .containsExactly("t", "u");
  }

  private static List<String> folded(int topK, Candidate... bestFirst) {
    List<Placed> placed = Stream.of(bestFirst).map(one -> new Placed(one, 1, Map.of())).toList();
    return Fold.of(placed, topK).stream().map(one -> one.candidate().text()).toList();
  }

  private static Candidate fact(String sentence, String statedBy) {
    return candidate(
        Kind.FACT,
        sentence,
        Optional.empty(),
        Optional.of(new Told(Validity.UNKNOWN, Set.of(new NodeId(statedBy)))));
  }

  private static Candidate turn(String id) {
    return candidate(
        Kind.CHUNK, id, Optional.of(setting(Optional.of(new Spoken("Ann", "")))), Optional.empty());
  }

  private static Candidate chunk(String id) {
    return candidate(Kind.CHUNK, id, Optional.of(setting(Optional.empty())), Optional.empty());
  }

  private static Setting setting(Optional<Spoken> spoken) {
    return new Setting("s", 1, 0, Instant.EPOCH, spoken);
  }

  private static Candidate candidate(
      Kind kind, String id, Optional<Setting> setting, Optional<Told> told) {
    return new Candidate(
        new EvidenceId(kind, new DatasetId("d"), id), id, 1, 0, 0.5, Set.of(), setting, told);
  }
}
