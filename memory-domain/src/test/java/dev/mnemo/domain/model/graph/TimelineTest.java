package dev.mnemo.domain.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.graph.Timeline.Ending;
import dev.mnemo.domain.model.graph.Timeline.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TimelineTest {

  private static final Instant START = Instant.parse("2026-03-14T12:00:00Z");

  @Test
  void theNextFactWithAnotherObjectShouldEndAFact() {
    assertThat(endings(says("rome", 1), says("berlin", 2), says("paris", 3)))
        .containsExactly(ending("rome 1", "berlin 2", 2), ending("berlin 2", "paris 3", 3));
  }

  @Test
  void theSameObjectAgainShouldEndNothing() {
    assertThat(endings(says("rome", 1), says("rome", 2), says("berlin", 3)))
        .containsExactly(ending("rome 1", "berlin 3", 3), ending("rome 2", "berlin 3", 3));
  }

  @Test
  void aDenialShouldEndItsObjectAloneAndBeEndedByIt() {
    assertThat(endings(says("rome", 1), denies("paris", 2), denies("rome", 3), says("rome", 4)))
        .containsExactly(ending("rome 1", "not rome 3", 3), ending("not rome 3", "rome 4", 4));
  }

  @Test
  void factsOfOneInstantShouldHoldTogether() {
    assertThat(endings(says("rome", 1), says("berlin", 1))).isEmpty();
  }

  @Test
  void whatNotAllSeeShouldEndAFactBesideWhatAllSee() {
    assertThat(
            endings(
                says("rome", 1),
                says("berlin", 2, "ada"),
                says("oslo", 3, "ada"),
                says("paris", 4),
                says("bonn", 5)))
        .filteredOn(one -> one.ended().value().equals("rome 1"))
        .containsExactly(ending("rome 1", "berlin 2", 2), ending("rome 1", "paris 4", 4));
  }

  @Test
  void whatAReaderOfAFactNeverSeesShouldNotEndIt() {
    assertThat(endings(says("rome", 1, "ada"), says("berlin", 2, "bob"), says("oslo", 3, "ada")))
        .containsExactly(ending("rome 1", "oslo 3", 3));
  }

  @Test
  void theOrderOfTheStatementsShouldNotMatter() {
    List<Statement> statements =
        new ArrayList<>(
            List.of(says("rome", 1), denies("rome", 2), says("rome", 2), says("bonn", 3)));
    List<Ending> endings = new Timeline(statements).endings();

    Collections.reverse(statements);

    assertThat(endings).isNotEmpty();
    assertThat(new Timeline(statements).endings()).isEqualTo(endings);
  }

  private static List<Ending> endings(Statement... statements) {
    return new Timeline(List.of(statements)).endings();
  }

  private static Statement says(String object, int second, String... audiences) {
    return statement(object + " " + second, object, false, second, audiences);
  }

  private static Statement denies(String object, int second) {
    return statement("not " + object + " " + second, object, true, second);
  }

  private static Statement statement(
      String id, String object, boolean negated, int second, String... audiences) {
    return new Statement(
        new FactId(id), new NodeId(object), negated, START.plusSeconds(second), Set.of(audiences));
  }

  private static Ending ending(String ended, String by, int second) {
    return new Ending(new FactId(ended), new FactId(by), START.plusSeconds(second));
  }
}
