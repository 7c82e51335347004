package dev.mnemo.adapter.llm.embedding;

import static dev.mnemo.adapter.llm.embedding.OnnxGraph.BOOL;
import static dev.mnemo.adapter.llm.embedding.OnnxGraph.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.contract.RerankerContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By a model that counts how many pieces of the text are the question's too. */
class CrossEncoderTest implements RerankerContract {

  @TempDir private Path folder;
  private Path model;
  private Path tokenizer;

  @BeforeEach
  void writeFiles() throws IOException {
    model = Files.write(folder.resolve("counting.onnx"), counting(true));
    tokenizer = folder.resolve("tokenizer.json");
    try (InputStream json =
        CrossEncoderTest.class.getResourceAsStream("/e5-small-v2-q-tokenizer.json")) {
      Files.copy(json, tokenizer);
    }
  }

  @Override
  public Reranker openReranker() {
    return open(model, tokenizer);
  }

  @Test
  void questionAndTextShouldBeReadTogetherAndToldApart() {
    Reranker reranker = openReranker();

    // The mark between question and text stands in front of neither alone.
    assertThat(
            reranker.judge("Paris or Rome?", List.of("Rome!", "Rome and Paris?", "Oslo")).scores())
        .containsExactly(2.0, 4.0, 1.0);
    assertThat(reranker.judge("Oslo", List.of("Rome, Rome, Rome")).scores()).containsExactly(1.0);
  }

  @Test
  void whatTheModelCannotReadShouldBeCutAtTheEnd() {
    String beyond = "word ".repeat(600);

    assertThat(openReranker().judge("Rome?", List.of("Rome " + beyond, beyond + "Rome")).scores())
        .containsExactly(2.0, 1.0);
    assertThat(openReranker().judge(beyond, List.of("Rome, in a word")).scores()).hasSize(1);
  }

  @Test
  void aModelWithoutTokenTypesShouldBeAskedWithoutThem() throws IOException {
    Files.write(model, counting(false));

    assertThat(openReranker().judge(QUESTION, List.of(ANSWER)).scores()).hasSize(1);
  }

  @Test
  void itShouldCostNothing() {
    var usage = openReranker().judge("Rome?", List.of("Rome!", "Oslo")).usage();

    // Two words and marks: [CLS] rome ? [SEP] rome ! [SEP], and without the mark of the second.
    assertThat(usage.tokensIn()).isEqualTo(7 + 6);
    assertThat(usage.costUsd()).hasValueSatisfying(cost -> assertThat(cost).isZero());
    assertThat(usage.estimated()).isFalse();
  }

  @Test
  void aFileThatIsMissingShouldBeNamed() {
    assertThat(refusal(folder.resolve("no.onnx"), tokenizer))
        .contains(folder.resolve("no.onnx").toString(), "missing or cannot be read", "name one");
    assertThat(refusal(model, folder.resolve("no.json"))).contains("no.json", "name one");
    assertThat(refusal(folder, tokenizer)).contains(folder.toString(), "name one");
  }

  @Test
  void aFileOfAnotherKindShouldBeNamed() throws IOException {
    assertThat(refusal(tokenizer, tokenizer))
        .contains(tokenizer.toString(), "no ONNX model", "name the .onnx");
    assertThat(refusal(model, model)).contains(model.toString(), "no tokenizer.json of BERT");
    Files.writeString(tokenizer, "{\"model\": {\"type\": \"Unigram\", \"vocab\": []}}");
    assertThat(refusal(model, tokenizer)).contains(tokenizer.toString(), "is Unigram", "a server");
    Files.writeString(
        tokenizer,
        "{\"normalizer\": {\"lowercase\": false}, \"model\": {\"type\": \"WordPiece\"}}");
    assertThat(refusal(model, tokenizer)).contains("tells upper from lower case");
    Files.writeString(tokenizer, "{\"model\": {\"type\": \"WordPiece\", \"vocab\": {\"a\": 1}}}");
    assertThat(refusal(model, tokenizer)).contains("no tokenizer.json of BERT");
  }

  @Test
  void aModelOfAnotherShapeShouldBeNamed() throws IOException {
    OnnxGraph pictures = new OnnxGraph();
    Files.write(model, pictures.giving(pictures.cast(FLOAT, pictures.input("pixels"))));
    assertThat(refusal(model, tokenizer)).contains(model.toString(), "[pixels]", "cross-encoder");

    OnnxGraph every = new OnnxGraph();
    String ids = every.input("input_ids");
    Files.write(model, every.giving(every.cast(FLOAT, ids)));
    assertThat(refusal(model, tokenizer)).contains("something other than one score");
  }

  @Test
  void aFileThatIsMendedShouldBeReadWithoutANewStart() throws IOException {
    byte[] right = Files.readAllBytes(model);
    Files.writeString(model, "wrong");
    Reranker reranker = openReranker();
    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> reranker.judge(QUESTION, List.of(ANSWER)));

    Files.write(model, right);

    assertThat(reranker.judge(QUESTION, List.of(ANSWER)).scores()).hasSize(1);
  }

  @Test
  void whatIsClosedWithTheMemoryShouldRefuseClearly() throws Exception {
    Injector injector = injector(model, tokenizer);
    Reranker reranker = injector.getInstance(Reranker.class);
    reranker.judge(QUESTION, List.of(ANSWER));

    for (AutoCloseable one :
        injector.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))) {
      one.close();
    }

    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> reranker.judge(QUESTION, List.of(ANSWER)))
        .withMessageContaining("the reranker was closed");
  }

  @Test
  void aClosedModelShouldRefuseWhoeverStillHoldsIt() {
    CrossEncoder encoder = CrossEncoder.load(config(model, tokenizer));
    CrossEncoder.Pair pair = encoder.pair(encoder.question("Rome?"), "Rome!");
    encoder.score(pair);

    encoder.close();
    encoder.close();

    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> encoder.score(pair))
        .withMessageContaining("was closed");
  }

  private static String refusal(Path model, Path tokenizer) {
    try {
      open(model, tokenizer).judge(QUESTION, List.of(ANSWER));
      throw new AssertionError("was taken");
    } catch (ModelFailureException e) {
      assertThat(e.retryable()).isFalse();
      return String.valueOf(e.getMessage());
    }
  }

  private static Reranker open(Path model, Path tokenizer) {
    return injector(model, tokenizer).getInstance(Reranker.class);
  }

  private static Injector injector(Path model, Path tokenizer) {
    return Guice.createInjector(
        new OnnxRerankerModule(config(model, tokenizer)),
        binder -> binder.bind(Clock.class).toInstance(TestClock.atNoon()));
  }

  private static OnnxRerankerConfig config(Path model, Path tokenizer) {
    EmbeddingConfig runtime =
        new EmbeddingConfig(
            Path.of("target", "embedding-model"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
    return new OnnxRerankerConfig(model, tokenizer, Duration.ofSeconds(60), runtime);
  }

  /** The sum over the question's pieces and the text's of whether they are the same. */
  private static byte[] counting(boolean typed) {
    OnnxGraph graph = new OnnxGraph();
    String ids = graph.input("input_ids");
    String mask = graph.input("attention_mask");
    String types = typed ? graph.input("token_type_ids") : mask;
    String same =
        graph.cast(
            FLOAT,
            graph.node(
                "Equal", graph.squeezed("Unsqueeze", 2, ids), graph.squeezed("Unsqueeze", 1, ids)));
    String asked = graph.cast(FLOAT, graph.node("Not", graph.cast(BOOL, types)));
    String told = graph.cast(FLOAT, types);
    String counted =
        graph.node(
            "MatMul",
            graph.node("MatMul", graph.squeezed("Unsqueeze", 1, asked), same),
            graph.squeezed("Unsqueeze", 2, told));
    return graph.giving(graph.squeezed("Squeeze", 2, counted));
  }
}
