package dev.mnemo.adapter.llm.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import dev.mnemo.testkit.contract.EmbedderContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class E5EmbedderTest implements EmbedderContract {

  private static final E5Model MODEL = E5Model.load(config(Path.of("target", "embedding-model")));
  private static final Embedder EMBEDDER = new E5Embedder(() -> MODEL);

  @Override
  public Embedder openEmbedder() {
    return EMBEDDER;
  }

  @Test
  void nameAndDimensionShouldBeKnownWithoutLoadingTheModel() {
    Embedder untouched =
        new E5Embedder(
            () -> {
              throw new AssertionError("loaded");
            });

    assertThat(untouched.name()).isEqualTo("e5-small-v2-q");
    assertThat(untouched.dimension()).isEqualTo(384);
    assertThat(untouched.embed(List.of(), Purpose.QUERY).values()).isEmpty();
  }

  @Test
  void aProcessShouldEndInGoodOrderWhileItLoadsTheModel(@TempDir Path folder) throws Exception {
    Process process =
        LoadingProcess.in(folder)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).as(Files.readString(folder.resolve("output"))).isZero();
  }

  @Test
  void vectorsShouldEqualThoseOfTheReferenceImplementation(@TempDir Path folder)
      throws IOException {
    List<String> texts =
        List.of(
            "Alice moved to Paris in 2010.",
            "Être ou ne pas être, déjà-vu à Zürich — naïve façade!",
            "snake_case @user http://example.org/a?b=c&d=1.5e-3 $100 50% C++ <b>",
            "東京は日本の首都です。 Привет, мир! 안녕하세요 😀 x̂",
            "tab\there\r\nnew line\u00a0space\u200bzero\u00adhyphen\u0007bell",
            "Pneumonoultramicroscopicsilicovolcanoconiosis " + "x".repeat(150),
            "İstanbul ŒUVRE ﬁne ½ Ⅷ");
    Path weights = unpacked("/e5-small-v2-q.onnx", folder.resolve("model.onnx"));
    Path vocabulary = unpacked("/e5-small-v2-q-tokenizer.json", folder.resolve("tokenizer.json"));
    OnnxEmbeddingModel reference =
        new OnnxEmbeddingModel(weights, vocabulary, PoolingMode.MEAN, Runnable::run);

    for (String text : texts) {
      Embedding expected = reference.embed("passage: " + text).content();

      float[] actual = EMBEDDER.embed(List.of(text), Purpose.PASSAGE).values().getFirst().vector();

      assertThat(cosine(actual, expected.vector())).as(text).isGreaterThan(0.9999);
    }
  }

  @Test
  void aQuestionShouldBeNearestToThePassageThatAnswersIt() {
    float[] question = vector("Where does Alice live?", Purpose.QUERY);

    double answer = cosine(question, vector("Alice moved to Paris in 2010.", Purpose.PASSAGE));

    assertThat(answer)
        .isGreaterThan(
            cosine(question, vector("The recipe needs two eggs and flour.", Purpose.PASSAGE)))
        .isGreaterThan(cosine(question, vector("Bob is a data scientist.", Purpose.PASSAGE)));
  }

  @Test
  void aLongTextShouldBeEmbeddedToItsEnd() {
    String filler = "The weather was mild and nothing of note happened that day. ".repeat(120);
    float[] plain = vector(filler, Purpose.PASSAGE);
    float[] ending =
        vector(filler + "Volcanoes erupt with lava and ash. ".repeat(60), Purpose.PASSAGE);

    float[] question = vector("How do volcanoes erupt?", Purpose.QUERY);

    assertThat(cosine(question, ending)).isGreaterThan(cosine(question, plain) + 0.01);
  }

  @Test
  void usageShouldCountTokensAndCostNothing() {
    var usage = EMBEDDER.embed(List.of("hello world", "hello"), Purpose.QUERY).usage();

    // "query: hello world" is query, :, hello, world.
    assertThat(usage.tokensIn()).isEqualTo(7);
    assertThat(usage.costUsd()).hasValueSatisfying(cost -> assertThat(cost).isZero());
    assertThat(usage.estimated()).isFalse();
  }

  @Test
  void blankTextShouldBeInvalid() {
    assertThatThrownBy(() -> EMBEDDER.embed(List.of("ok", " \n"), Purpose.QUERY))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void invisibleTextShouldStillHaveAPlace() {
    assertThat(vector("\u200b\u200b", Purpose.PASSAGE)).hasSize(384);
  }

  @Test
  void namesOfSpecialTokensShouldBeReadAsText() {
    assertThat(vector("[SEP] [CLS] [PAD]", Purpose.PASSAGE))
        .isNotEqualTo(vector(". . .", Purpose.PASSAGE));
    assertThat(EMBEDDER.embed(List.of("[SEP]"), Purpose.PASSAGE).usage().tokensIn())
        .isGreaterThan(4);
  }

  @Test
  void aFolderThatCannotBeWrittenShouldBeNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");

    assertThatThrownBy(() -> E5Model.load(config(file)))
        .isInstanceOf(ModelFailureException.class)
        .hasMessageContaining(file.toString());
  }

  private static float[] vector(String text, Purpose purpose) {
    return EMBEDDER.embed(List.of(text), purpose).values().getFirst().vector();
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * (double) b[i];
      aa += a[i] * (double) a[i];
      bb += b[i] * (double) b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }

  private static Path unpacked(String resource, Path target) throws IOException {
    try (InputStream packed = E5EmbedderTest.class.getResourceAsStream(resource)) {
      Files.copy(packed, target);
    }
    return target;
  }

  static EmbeddingConfig config(Path folder) {
    return new EmbeddingConfig(
        folder, System.getProperty("os.name"), System.getProperty("os.arch"));
  }
}
