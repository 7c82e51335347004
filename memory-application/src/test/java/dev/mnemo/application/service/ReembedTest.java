package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.Reembedded;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.fake.FakeEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The change to another embedding model, and what may come between. */
final class ReembedTest {

  private static final EmbeddingSpace OTHER = new EmbeddingSpace("other-model", 64);

  private final World world = new World();
  private final AtomicInteger paid = new AtomicInteger();

  @Test
  void reembedShouldGiveEveryTextAVectorOfTheChosenModel() {
    world.remember("Alice lives in Paris.");
    world.remember("Bob lives in Rome.");
    world.embedder = Optional.of(other(texts -> false));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> recall("Where does Alice live?"))
        .withMessageContaining("mnemo reembed");

    List<Long> done = new ArrayList<>();
    Reembedded result = world.useCases().reembed().reembed(ALICE, (now, total) -> done.add(now));

    assertThat(result.space()).isEqualTo(OTHER);
    assertThat(result.texts()).isPositive();
    assertThat(result.embedded()).isEqualTo(result.texts());
    assertThat(result.removed()).isEqualTo(result.texts());
    assertThat(done).isSorted().startsWith(0L).endsWith(result.texts());
    assertThat(recall("Where does Alice live?")).isPositive();
  }

  @Test
  void whereNothingIsLeftToDoNothingShouldBePaid() {
    world.remember("Alice lives in Paris.");
    world.embedder = Optional.of(other(texts -> false));
    Reembedded first = world.useCases().reembed().reembed(ALICE, Progress.NONE);
    int before = paid.get();

    Reembedded second = world.useCases().reembed().reembed(ALICE, Progress.NONE);

    assertThat(second)
        .extracting(Reembedded::texts, Reembedded::embedded, Reembedded::removed)
        .containsExactly(first.texts(), 0L, 0L);
    assertThat(paid).hasValue(before);
  }

  @Test
  @Timeout(60)
  void aRunThatFailsShouldKeepWhatItMadeAndTheNextGoOnThere() {
    BatchBuilder batch = BatchBuilder.in(DatasetId.of(ALICE.user(), World.MAIN));
    for (int i = 0; i < 300; i++) {
      batch.text("text %d".formatted(i));
    }
    world.graph.write(batch.build());
    world.remember("Alice lives in Paris.");
    // One of the batches that are made at once succeeds, and then none.
    world.embedder = Optional.of(other(texts -> paid.get() > 0));
    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> world.useCases().reembed().reembed(ALICE, Progress.NONE));
    // It may be stored a moment after another one failed.
    while (world.fakeGraph.count(OTHER).embedded() < paid.get()) {
      Parallel.letOthersRun();
    }
    assertThat(world.fakeGraph.space()).as("the old one").isNotEqualTo(Optional.of(OTHER));
    IndexedCounts left = world.fakeGraph.count(OTHER);

    world.embedder = Optional.of(other(texts -> false));
    Reembedded result = world.useCases().reembed().reembed(ALICE, Progress.NONE);

    assertThat(left.embedded()).isPositive().isLessThan(left.texts());
    assertThat(result.embedded()).isEqualTo(left.texts() - left.embedded());
    assertThat(paid).as("no text twice").hasValue(Math.toIntExact(left.texts()));
    assertThat(world.fakeGraph.count(OTHER))
        .isEqualTo(new IndexedCounts(left.texts(), left.texts()));
  }

  @Test
  void whatIsRememberedMeanwhileShouldGetItsVectorToo() {
    world.remember("Alice lives in Paris.");
    Embedder before = world.embedder.orElseThrow();
    AtomicInteger told = new AtomicInteger();
    Progress writing =
        (done, total) -> {
          if (told.getAndIncrement() == 1) {
            world.embedder = Optional.of(before);
            world.remember("Bob lives in Rome.");
          }
        };
    world.embedder = Optional.of(other(texts -> false));

    Reembedded result = world.useCases().reembed().reembed(ALICE, writing);

    assertThat(told).hasValueGreaterThan(1);
    assertThat(world.fakeGraph.count(OTHER))
        .isEqualTo(new IndexedCounts(result.texts(), result.texts()));
    world.embedder = Optional.of(other(texts -> false));
    assertThat(recall("Bob lives in Rome.")).isPositive();
  }

  @Test
  void withoutAModelOrAnIndexItShouldSayWhatToDo() {
    world.embedder = Optional.empty();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> world.useCases().reembed().reembed(ALICE, Progress.NONE))
        .withMessageContaining("embedding model was 'off'");

    world.embedder = Optional.of(new FakeEmbedder());
    world.embeddingIndex = Optional.empty();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> world.useCases().reembed().reembed(ALICE, Progress.NONE))
        .withMessageContaining("graph");
  }

  private int recall(String question) {
    return world.useCases().recall().recall(ALICE, RecallRequest.of(question, 5)).size();
  }

  /** The other model, whose texts are counted; it fails where the test says so. */
  private Embedder other(Predicate<List<String>> failing) {
    Embedder healthy = new FakeEmbedder(OTHER.model(), OTHER.dimension());
    return Intercepted.port(
        Embedder.class,
        healthy,
        (method, arguments, original) -> {
          if (method.equals("embed")) {
            List<?> texts = (List<?>) arguments[0];
            synchronized (paid) {
              if (failing.test(texts.stream().map(String::valueOf).toList())) {
                throw ModelFailureException.transientFailure(
                    "the model 'other-model' failed", new IllegalStateException());
              }
              if (arguments[1] == Embedder.Purpose.PASSAGE) {
                paid.addAndGet(texts.size());
              }
            }
          }
          return original.proceed();
        });
  }
}
