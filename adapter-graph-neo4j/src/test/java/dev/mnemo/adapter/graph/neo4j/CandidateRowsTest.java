package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.model.graph.Candidate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.internal.InternalRecord;

final class CandidateRowsTest {

  @Test
  void aSimilarityThatRoundingMadeMoreThanOneShouldBeOne() {
    assertThat(candidate(1.0000001, 0.5)).map(Candidate::vectorScore).contains(1.0);
  }

  @Test
  void whatNoRoundingMakesShouldBeCorrupted() {
    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(() -> candidate(Double.NaN, 0.5))
        .withMessageContaining("the node '\"c1\"' cannot be read");
    assertThatExceptionOfType(CorruptedDataException.class).isThrownBy(() -> candidate(0.5, 2));
  }

  private static Optional<Candidate> candidate(double similarity, double weight) {
    Value row = Values.value(List.of("d1", "c1", 1.0, similarity, weight, "Alice lives in Paris."));
    return new CandidateRows(Searchable.SUMMARY, SaidWords.of(List.of("Alice")))
        .candidate(new InternalRecord(List.of("row"), List.of(row)));
  }
}
