package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import dev.mnemo.testkit.fake.FakeEmbedder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReembedCommandTest {

  @TempDir private Path data;
  private final FakeAdaptersModule memory = new FakeAdaptersModule();

  @Test
  void reembedShouldTellWhatItDidAndBeNeededOnce() throws Exception {
    line(memory).runOn("Alice lives in Paris.", "remember");
    CommandLineFixture changed = line(with(new FakeEmbedder("other-model", 64)));
    assertThat(changed.run("recall", "Where does Alice live?"))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(1);
              assertThat(refused.err()).contains("other-model (64 dimensions)", "mnemo reembed");
            });

    JsonNode done = new ObjectMapper().readTree(changed.run("reembed", "--json").out());

    assertThat(done.fieldNames())
        .toIterable()
        .containsExactly("model", "dimension", "texts", "embedded", "removed", "usage");
    assertThat(done.path("model").asText()).isEqualTo("other-model");
    assertThat(done.path("dimension").asInt()).isEqualTo(64);
    assertThat(done.path("embedded").asLong()).isEqualTo(done.path("texts").asLong()).isPositive();
    assertThat(done.path("removed")).isEqualTo(done.path("texts"));
    assertThat(changed.run("recall", "Where does Alice live?").out()).contains("Paris");
    assertThat(changed.run("reembed").out()).contains("already, nothing changed");
    assertThat(line(memory).run("recall", "Where does Alice live?").err())
        .contains("fake-embedder (128 dimensions)", "mnemo reembed");
  }

  @Test
  void reembedShouldSayInWordsWhatItDid() {
    line(memory).runOn("Alice lives in Paris.", "remember");

    var outcome = line(with(new FakeEmbedder("other-model", 64))).run("reembed");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .matches(
            "\\d texts embedded by other-model \\(64 dimensions\\); \\d vectors .* removed\\n");
  }

  @Test
  void reembedShouldTellWhatItCost() {
    line(memory).runOn("Alice lives in Paris.", "remember");
    Embedder fake = new FakeEmbedder("other-model", 64);
    Usage spent = new Usage(1_234, 0, Optional.empty(), false);

    var outcome =
        line(with(
                otherModel(
                    texts -> new Embeddings(fake.embed(texts, Purpose.PASSAGE).values(), spent))))
            .run("reembed");

    assertThat(outcome.out()).endsWith("1,234 tokens in, 0 out · cost unknown\n");
  }

  @Test
  void aFailingModelShouldLeaveTheMemoryAsItWas() {
    line(memory).runOn("Alice lives in Paris.", "remember");
    Embedder failing =
        otherModel(
            texts -> {
              throw ModelFailureException.permanentFailure(
                  "the model 'other-model' refused the API key", new IllegalStateException());
            });

    var outcome = line(with(failing)).run("reembed");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("refused the API key");
    assertThat(line(memory).run("recall", "Where does Alice live?").out()).contains("Paris");
  }

  private static Embedder otherModel(Function<List<String>, Embeddings> embedding) {
    return new Embedder() {
      @Override
      public String name() {
        return "other-model";
      }

      @Override
      public int dimension() {
        return 64;
      }

      @Override
      public Embeddings embed(List<String> texts, Purpose purpose) {
        return embedding.apply(texts);
      }
    };
  }

  private Module with(Embedder other) {
    return Modules.override(memory).with(binder -> binder.bind(Embedder.class).toInstance(other));
  }

  private CommandLineFixture line(Module adapters) {
    return new CommandLineFixture(data, adapters);
  }
}
