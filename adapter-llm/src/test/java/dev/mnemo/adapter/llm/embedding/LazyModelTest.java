package dev.mnemo.adapter.llm.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ModelFailureException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LazyModelTest {

  private final List<String> happened = new ArrayList<>();
  private final LazyModel<LazyModel.Loaded> model =
      new LazyModel<>(
          "the reranker",
          () -> {
            happened.add("loaded");
            return () -> happened.add("closed");
          });

  @Test
  void whatIsLoadedOnceShouldBeClosedOnce() {
    model.get();
    model.get();

    model.close();
    model.close();

    assertThat(happened).containsExactly("loaded", "closed");
  }

  @Test
  void whatWasNeverAskedForShouldNotBeLoadedToBeClosed() {
    model.close();

    assertThat(happened).isEmpty();
  }

  @Test
  void aClosedOneShouldRefuseClearly() {
    model.close();

    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(model::get)
        .withMessageContaining("the reranker was closed with its memory; open the memory again");
  }
}
