package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.fake.FakeExtractor;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ABOUT_ALICE =
      "Alice moved to Paris in 2010. She works as a software engineer.";

  @TempDir private Path folder;
  private CommandLineFixture mnemo;

  @BeforeEach
  void start() {
    mnemo = new CommandLineFixture(folder, new FakeAdaptersModule());
  }

  @Test
  void rememberShouldTakeFilesAndStandardInput() throws IOException {
    Path file = text("alice.txt", ABOUT_ALICE);

    Outcome outcome = mnemo.runOn("Bob lives in New York.", "remember", file.toString(), "-");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.lines())
        .hasSize(2)
        .allMatch(line -> line.contains("remembered in main_dataset"));
  }

  @Test
  void rememberShouldReadStandardInputWhereNoFileIsNamed() {
    assertThat(mnemo.runOn(ABOUT_ALICE, "remember").out())
        .startsWith("standard input: remembered in main_dataset (1 chunk, 2 facts)");
  }

  @Test
  void rememberShouldSayThatATextIsThereAlready() throws IOException {
    Path file = text("alice.txt", ABOUT_ALICE);
    mnemo.run("remember", file.toString());

    Outcome again = mnemo.run("remember", file.toString());

    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("already remembered");
  }

  @Test
  void rememberShouldListTheChunksThatFailAndTryThemAgain() throws IOException {
    Path file = text("notes.md", "# A\nAlice lives in Paris.\n# B\nBob lives in Rome.");
    AtomicBoolean useless = new AtomicBoolean(true);
    FakeExtractor healthy = new FakeExtractor();
    KnowledgeExtractor extractor =
        passage -> {
          if (useless.get() && passage.text().startsWith("# B")) {
            throw ModelFailureException.refusedInput("no JSON", new IllegalStateException());
          }
          return healthy.extract(passage);
        };
    mnemo =
        new CommandLineFixture(
            folder,
            Modules.override(new FakeAdaptersModule())
                .with(
                    new AbstractModule() {
                      @Override
                      protected void configure() {
                        bind(KnowledgeExtractor.class).toInstance(extractor);
                      }
                    }));

    Outcome first = mnemo.run("remember", "--json", file.toString());
    Outcome told = mnemo.run("remember", file.toString());
    useless.set(false);
    Outcome again = mnemo.run("remember", file.toString());

    assertThat(List.of(first.code(), told.code(), again.code())).containsExactly(1, 1, 0);
    JsonNode result = JSON.readTree(first.out());
    assertThat(result.path("chunks").asInt()).isEqualTo(2);
    assertThat(result.path("chunks_known").asInt()).isZero();
    assertThat(result.path("facts").asInt()).isEqualTo(1);
    assertThat(result.path("chunks_failed"))
        .hasSize(1)
        .allSatisfy(
            failed -> {
              assertThat(failed.path("position").asInt()).isEqualTo(1);
              assertThat(failed.path("reason").asText()).isEqualTo("no JSON");
            });
    assertThat(told.err()).contains("chunk 2 can be found, but not what it states: no JSON");
    assertThat(again.out()).contains("(2 chunks, 1 of them before, 1 fact)");
  }

  @Test
  void rememberShouldNameABinaryFileAndTakeTheOthers() throws IOException {
    Path binary = folder.resolve("photo.txt");
    Files.write(binary, new byte[] {'a', 0, 1, 2});
    Path latin = folder.resolve("latin.txt");
    Files.write(latin, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Path empty = text("empty.txt", " \n");
    Path good = text("alice.txt", ABOUT_ALICE);

    Outcome outcome =
        mnemo.run(
            "remember",
            binary.toString(),
            latin.toString(),
            empty.toString(),
            folder.toString(),
            folder.resolve("gone.txt").toString(),
            good.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("alice.txt: remembered");
    assertThat(outcome.err().lines().toList())
        .hasSize(5)
        .satisfiesExactly(
            line -> assertThat(line).contains(binary.toString(), "binary", "text or Markdown"),
            line -> assertThat(line).contains(latin.toString(), "UTF-8"),
            line -> assertThat(line).contains(empty.toString(), "no text"),
            line -> assertThat(line).contains(folder.toString(), "folder"),
            line -> assertThat(line).contains("gone.txt", "no such file"));
  }

  @Test
  void askShouldUnderstandAFollowUpFromItsSession() throws IOException {
    mnemo.runOn(ABOUT_ALICE, "remember", "-");
    mnemo.run("ask", "--session", "one", "Where does Alice live?");

    JsonNode preview =
        only(mnemo.run("ask", "--session", "one", "--only-context", "--json", "What does she do?"));

    assertThat(preview.path("standalone_question").asText()).isEqualTo("What does Alice do?");
    assertThat(preview.path("history")).hasSize(1);
  }

  @Test
  void askShouldPrintTheContractedShape() throws IOException {
    mnemo.runOn(ABOUT_ALICE, "remember", "-");

    JsonNode answer =
        only(mnemo.run("ask", "--session", "one", "--json", "Where does Alice live?"));

    assertThat(names(answer))
        .containsExactly(
            "answer",
            "session_id",
            "qa_id",
            "search_type",
            "remembered",
            "model",
            "sources",
            "usage");
    assertThat(answer.path("remembered").asBoolean()).isTrue();
    assertThat(answer.path("session_id").asText()).isEqualTo("one");
    assertThat(answer.path("search_type").asText()).isEqualTo("GRAPH_COMPLETION");
    assertThat(names(answer.path("usage")))
        .containsExactly("tokens_in", "tokens_out", "cost_usd", "estimated");
    assertThat(names(answer.path("sources").get(0)))
        .startsWith("rank", "score", "text", "document_id")
        .contains("chunk_id");
  }

  @Test
  void onlyContextShouldWriteNothing() {
    mnemo.runOn(ABOUT_ALICE, "remember", "-");

    Outcome outcome = mnemo.run("ask", "--only-context", "Where does Alice live?");

    assertThat(outcome.out()).contains("INSTRUCTIONS", "QUESTION", "CONTEXT", "Paris");
    assertThat(mnemo.run("history").out()).contains("nothing said yet");
  }

  @Test
  void listingSearchesShouldNotTouchTheSession() throws IOException {
    mnemo.runOn(ABOUT_ALICE, "remember", "-");

    JsonNode chunks =
        only(mnemo.run("ask", "--type", "chunks", "--json", "Where does Alice live?"));

    assertThat(chunks.path("remembered").asBoolean(true)).isFalse();
    assertThat(chunks.path("session_id").isNull()).isTrue();
    assertThat(mnemo.run("history").out()).contains("nothing said yet");
  }

  @Test
  void aFailingModelShouldBeAFailureOfOneLineThatIsNoWrongUsage() {
    Module broken =
        Modules.override(new FakeAdaptersModule())
            .with(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(LanguageModel.class)
                        .toInstance(
                            FakeLanguageModel.failing(
                                ModelFailureException.transientFailure(
                                    "the model is overloaded; try again", new IOException("x"))));
                  }
                });
    CommandLineFixture line = new CommandLineFixture(folder, broken);
    line.runOn(ABOUT_ALICE, "remember", "-");

    Outcome outcome = line.run("ask", "Where does Alice live?");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("mnemo: the model is overloaded; try again\n");
  }

  @Test
  void recallShouldPrintTheContractedShape() throws IOException {
    mnemo.runOn(ABOUT_ALICE, "remember", "-");

    JsonNode recalled =
        only(mnemo.run("recall", "--json", "--top-k", "2", "Where does Alice live?"));

    assertThat(names(recalled)).containsExactly("question", "results");
    assertThat(recalled.path("results")).hasSizeBetween(1, 2);
    assertThat(recalled.path("results").get(0).path("rank").asInt()).isEqualTo(1);
    assertThat(recalled.path("results").get(0).path("document_id").isTextual()).isTrue();
  }

  @Test
  void recallShouldAnswerAFileOfQueriesAndNameItsBadLines() throws IOException {
    mnemo.runOn(ABOUT_ALICE, "remember", "-");
    Path queries =
        text(
            "queries.jsonl",
            """
            {"id": "q1", "question": "Where does Alice live?"}
            not json
            {"id": "q2"}
            {"id": "q3", "question": "Who works?"}
            """);

    Outcome outcome = mnemo.run("recall", "--json", "--queries", queries.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.lines()).hasSize(2);
    assertThat(names(JSON.readTree(outcome.lines().get(0))))
        .containsExactly("id", "question", "results");
    assertThat(outcome.err()).contains("line 2: not JSON", "line 3:", "question");
  }

  @Test
  void historyShouldShowWhatWasSaidAsTextAndAsEntries() throws IOException {
    mnemo.runOn(ABOUT_ALICE, "remember", "-");
    mnemo.run("ask", "--session", "one", "Where does Alice live?");

    Outcome text = mnemo.run("history", "--session", "one");
    JsonNode entry = only(mnemo.run("history", "--session", "one", "--json"));

    assertThat(text.out())
        .startsWith("Previous conversation:")
        .contains("QUESTION: Where does Alice live?")
        .contains("ANSWER: ")
        .doesNotContain("CONTEXT:");
    assertThat(names(entry))
        .containsExactly(
            "qa_id",
            "sequence",
            "session_id",
            "user_id",
            "time",
            "question",
            "answer",
            "context",
            "feedback_score",
            "feedback_text",
            "used_graph_element_ids",
            "usage");
    assertThat(names(entry.path("used_graph_element_ids"))).containsExactly("node_ids", "edge_ids");
  }

  @Test
  void anotherUserShouldSeeNothing() {
    mnemo.runOn(ABOUT_ALICE, "remember", "-");
    mnemo.run("ask", "Where does Alice live?");

    assertThat(mnemo.run("history", "--user", "eve").out()).contains("nothing said yet");
    assertThat(mnemo.run("recall", "--user", "eve", "Alice").out()).contains("nothing found");
  }

  @Test
  void theDemoShouldTellItsStory() {
    Outcome outcome = mnemo.run("demo");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .containsSubsequence(
            "Remember three texts",
            "Where does Alice live?",
            "What does she do for work?",
            "conversation_2",
            "Previous conversation:",
            "conversation_1: 3 turns brought in",
            "session conversation_1, entry 3",
            "conversation_3",
            "Everything is in");
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static JsonNode only(Outcome outcome) throws IOException {
    assertThat(outcome.code()).isZero();
    assertThat(outcome.lines()).hasSize(1);
    return JSON.readTree(outcome.out());
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }
}
