package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.angle;
import static dev.mnemo.testkit.contract.GraphSamples.cosine;
import static dev.mnemo.testkit.contract.GraphSamples.find;
import static dev.mnemo.testkit.contract.GraphSamples.found;
import static dev.mnemo.testkit.contract.GraphSamples.limited;
import static dev.mnemo.testkit.contract.GraphSamples.texts;
import static dev.mnemo.testkit.contract.GraphSamples.vector;
import static dev.mnemo.testkit.contract.GraphSamples.view;
import static dev.mnemo.testkit.contract.GraphSamples.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.contract.GraphSamples.Found;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Retrieval by vectors, alone and beside words. */
public interface GraphVectorClauses extends KnowledgeGraphFixture {

  @Test
  default void retrieveShouldFindTheNearestVectors() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = BatchBuilder.in(DATASET);
    for (int degrees = 0; degrees < 180; degrees += 10) {
      batch.text("text at " + degrees).embedded(angle(degrees));
    }
    graph.write(batch.build());

    List<Found> nearest = find(graph, vector(angle(42), 3));

    assertThat(texts(nearest)).containsExactlyInAnyOrder("text at 40", "text at 50", "text at 30");
  }

  @Test
  default void vectorScoresShouldBeTheCosineMappedToZeroToOne() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("same")
            .embedded(angle(0))
            .text("half")
            .embedded(angle(60))
            .text("right")
            .embedded(angle(90))
            .text("opposite")
            .embedded(angle(180))
            .build());

    Map<String, Double> scores = new LinkedHashMap<>();
    find(graph, vector(angle(0), 10))
        .forEach(one -> scores.put(one.evidence().text(), one.vectorScore()));

    assertThat(scores.get("same")).isCloseTo(1, within(0.001));
    assertThat(scores.get("half")).isCloseTo(0.75, within(0.001));
    assertThat(scores.get("right")).isCloseTo(0.5, within(0.001));
    assertThat(scores.getOrDefault("opposite", 0.0)).isCloseTo(0, within(0.001));
  }

  @Test
  default void retrieveShouldFindFactsAndSummariesByTheirVectors() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("chunk")
            .fact("Alice", "knows", "Bob", false, UNKNOWN, Optional.of(angle(5)))
            .fact("Alice", "likes", "tea", false, UNKNOWN, Optional.of(angle(95)))
            .summary("in short", Optional.of(angle(6)))
            .build());

    List<Found> candidates =
        find(
            graph,
            new RetrievalQuery(
                view(DATASET),
                List.of(),
                Optional.of(angle(0)),
                Set.of(Evidence.Kind.FACT, Evidence.Kind.SUMMARY),
                Set.of(),
                1));

    assertThat(texts(candidates)).containsExactlyInAnyOrder("Alice knows Bob.", "in short");
  }

  @Test
  default void retrieveShouldReturnWhatWordsAndVectorsFindOnceWithBothScores() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("violet umbrella")
            .embedded(angle(0))
            .text("something else")
            .embedded(angle(60))
            .text("umbrella without a vector")
            .build());

    List<Found> candidates =
        find(graph, GraphSamples.everything(view(DATASET), "umbrella", Optional.of(angle(0))));

    assertThat(texts(candidates))
        .containsExactlyInAnyOrder(
            "violet umbrella", "something else", "umbrella without a vector");
    Found both = byText(candidates, "violet umbrella");
    assertThat(both.textScore()).isPositive();
    assertThat(both.vectorScore()).isCloseTo(1, within(0.001));
    assertThat(byText(candidates, "something else").textScore()).isZero();
    assertThat(byText(candidates, "umbrella without a vector").vectorScore()).isZero();
  }

  @Test
  default void absentEmbeddingsShouldHinderNeitherWordsNorVectors() {
    KnowledgeGraph graph = open();
    graph.write(BatchBuilder.in(DATASET).text("umbrella without").build());
    assertThat(find(graph, vector(angle(0), 10))).as("a graph without vectors").isEmpty();

    graph.write(BatchBuilder.in(DATASET).text("umbrella with").embedded(angle(1)).build());

    assertThat(texts(find(graph, vector(angle(0), 10)))).containsExactly("umbrella with");
    assertThat(found(graph, "umbrella")).hasSize(2);
  }

  @Test
  default void writeShouldRefuseTheVectorsOfAnotherModel() {
    KnowledgeGraph graph = open();
    graph.write(BatchBuilder.in(DATASET).text("first").embedded(angle(0)).build());

    for (Embedding foreign :
        List.of(angle("another-model", DIMENSION, 0), angle("another-model", DIMENSION * 2, 0))) {
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(
              () ->
                  graph.write(
                      BatchBuilder.in(OTHER_DATASET).text("second").embedded(foreign).build()))
          .withMessageContaining("another-model");
    }

    assertThat(graph.count(OTHER_DATASET).documents()).as("nothing was written").isZero();
    graph.write(BatchBuilder.in(OTHER_DATASET).text("third").embedded(angle(0)).build());
  }

  @Test
  default void retrieveShouldRefuseTheVectorOfAnotherModel() {
    KnowledgeGraph graph = open();
    graph.write(BatchBuilder.in(DATASET).text("first").embedded(angle(0)).build());

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> find(open(), vector(angle("another-model", DIMENSION, 0), 5)))
        .withMessageContaining("another-model");

    assertThat(found(graph, "first")).as("full text works all the same").hasSize(1);
  }

  @Test
  default void aSmallDatasetShouldLoseNoNearVectorsToALargeOne() {
    KnowledgeGraph graph = open();
    Random random = new Random(7);
    Embedding question = near(random, 0);
    // The large dataset lies closer to the question than anything in the small one.
    writeLarge(graph, OTHER_DATASET, random, 0.3);
    Map<String, Embedding> small = new LinkedHashMap<>();
    BatchBuilder batch = BatchBuilder.in(DATASET);
    for (int i = 0; i < 20; i++) {
      Embedding embedding = near(random, 3);
      small.put("small " + i, embedding);
      batch.text("small " + i).embedded(embedding);
    }
    graph.write(batch.build());

    List<String> exact =
        small.entrySet().stream()
            .sorted(Comparator.comparingDouble(one -> -cosine(one.getValue(), question)))
            .limit(10)
            .map(Map.Entry::getKey)
            .toList();

    assertThat(texts(find(graph, vector(question, 10)))).containsExactlyInAnyOrderElementsOf(exact);
    assertThat(find(graph, vector(question, 20))).hasSize(20);
  }

  @Test
  default void aSmallDatasetShouldLoseNoWordsToALargeOne() {
    KnowledgeGraph graph = open();
    for (int part = 0; part < 4; part++) {
      BatchBuilder batch = BatchBuilder.in(OTHER_DATASET);
      for (int i = 0; i < 500; i++) {
        batch.text("umbrella umbrella report %d".formatted(part * 500 + i));
      }
      graph.write(batch.build());
    }
    BatchBuilder batch = BatchBuilder.in(DATASET);
    for (int i = 0; i < 20; i++) {
      batch.text("small text %d that names an umbrella only at its very end".formatted(i));
    }
    graph.write(batch.build());

    assertThat(find(graph, limited(words("umbrella report"), 20))).hasSize(20);
    assertThat(find(graph, limited(words("umbrella report"), 10))).hasSize(10);
  }

  /** A validity without bounds. */
  Validity UNKNOWN = Validity.UNKNOWN;

  private static void writeLarge(
      KnowledgeGraph graph, DatasetId dataset, Random random, double spread) {
    for (int part = 0; part < 4; part++) {
      BatchBuilder batch = BatchBuilder.in(dataset);
      for (int i = 0; i < 500; i++) {
        batch.text("large %d".formatted(part * 500 + i)).embedded(near(random, spread));
      }
      graph.write(batch.build());
    }
  }

  /** A vector around the first axis, the further off the larger {@code spread} is. */
  private static Embedding near(Random random, double spread) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) ((i == 0 ? 1 : 0) + random.nextGaussian() * spread / DIMENSION);
    }
    return Embedding.of(EMBEDDING_MODEL, vector);
  }

  private static Found byText(List<Found> candidates, String text) {
    return candidates.stream()
        .filter(one -> one.evidence().text().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not among " + candidates));
  }
}
