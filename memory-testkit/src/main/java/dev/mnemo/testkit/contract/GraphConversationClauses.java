package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.view;
import static dev.mnemo.testkit.contract.GraphSamples.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.TestClock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Turns of conversations are found with all that ranking needs to know of them. */
public interface GraphConversationClauses extends KnowledgeGraphFixture {

  @Test
  default void retrieveShouldFindATurnByWhatWasSaidBeforeIt() {
    KnowledgeGraph graph = conversation();

    List<Candidate> found = graph.retrieve(words("hobby"));

    assertThat(found)
        .extracting(Candidate::text)
        .containsExactlyInAnyOrder("Ann: What is your hobby?", "Ben: Sailing.");
    assertThat(scoreOf(found, "Ann: What is your hobby?"))
        .as("what the turn says itself counts more")
        .isGreaterThan(scoreOf(found, "Ben: Sailing."));
  }

  @Test
  default void retrieveShouldFindATurnByWhoSpoke() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry("s1", "e1"), "I went sailing.")
            .spoken("Ben", "")
            .chunk("Ben, I went sailing too.")
            .spoken("Ann", "")
            .build());

    List<Candidate> found = graph.retrieve(words("When did Ben go sailing?").naming(Set.of("Ben")));

    assertThat(found).hasSize(2);
    assertThat(scoreOf(found, "I went sailing."))
        .isGreaterThan(scoreOf(found, "Ben, I went sailing too."));
    assertThat(graph.retrieve(words("Ben").naming(Set.of("Ben"))))
        .extracting(Candidate::text)
        .containsExactly("I went sailing.");
  }

  @Test
  default void speakersShouldBeTheWordsOfATextThatNameSomebodyWhoSpeaks() {
    KnowledgeGraph graph = conversation();

    assertThat(graph.speakers(view(DATASET), "Did Ben's sister sail to Rome with Ann, \"+(*?"))
        .containsExactlyInAnyOrder("Ben", "Ann");
    assertThat(graph.speakers(view(DATASET), "What is the hobby of Sailing?")).isEmpty();
    assertThat(graph.speakers(view(DATASET), "")).isEmpty();
  }

  @Test
  default void speakersShouldBeNamedByWholeWords() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry("s1", "e1"), "Good morning.")
            .spoken("Mark", "")
            .chunk("Good evening.")
            .spoken("Mary Anne", "")
            .build());

    assertThat(graph.speakers(view(DATASET), "Did Ann shop at Marks")).isEmpty();
    assertThat(graph.speakers(view(DATASET), "Did Mark tell Mary or Anne?"))
        .containsExactlyInAnyOrder("Mark", "Mary", "Anne");
  }

  @Test
  default void speakersShouldBeThoseOfTheViewAlone() {
    KnowledgeGraph graph = conversation();

    assertThat(graph.speakers(view(OTHER_DATASET), "Ben")).isEmpty();
    assertThat(graph.speakers(view(new UserId("bob"), DATASET), "Ben")).isEmpty();
  }

  @Test
  default void chunksShouldTellWhereTheyStand() {
    KnowledgeGraph graph = conversation();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry("s1", "e2"), 2, "Cara: It rains.")
            .spoken("Cara", "Ben: Sailing.")
            .entry(entry("s2", "e1"), "Dan: It rains elsewhere.")
            .spoken("Dan", "")
            .text("It rains in a text.")
            .build());

    Candidate.Setting asked = setting(graph, "hobby", "Ann: What is your hobby?");
    Candidate.Setting answered = setting(graph, "Sailing", "Ben: Sailing.");
    Candidate.Setting later = setting(graph, "rains", "Cara: It rains.");
    Candidate.Setting elsewhere = setting(graph, "rains", "Dan: It rains elsewhere.");
    Candidate.Setting text = setting(graph, "rains", "It rains in a text.");

    assertThat(asked.position()).isZero();
    assertThat(asked.time()).isEqualTo(TestClock.NOON);
    assertThat(asked.spoken()).contains(new Spoken("Ann", ""));
    assertThat(answered.position()).isOne();
    assertThat(answered.spoken()).contains(new Spoken("Ben", "Ann: What is your hobby?"));
    assertThat(List.of(answered.whole(), later.whole())).containsOnly(asked.whole());
    assertThat(List.of(elsewhere.whole(), text.whole())).doesNotContain(asked.whole());
    assertThat(text.spoken()).isEmpty();
    assertThat(text.sequence()).isZero();
    assertThat(later.sequence()).isEqualTo(2);
  }

  @Test
  default void describeShouldTellWhoSpokeAndWhatWasSaidBefore() {
    KnowledgeGraph graph = conversation();
    graph.write(BatchBuilder.in(DATASET).text("Sailing is a sport.").build());
    Set<EvidenceId> found =
        graph.retrieve(words("Sailing")).stream().map(Candidate::id).collect(Collectors.toSet());

    List<Evidence> told = graph.describe(view(DATASET), found);

    assertThat(told)
        .filteredOn(Evidence.OfChunk.class::isInstance)
        .extracting(Evidence::text, one -> ((Evidence.OfChunk) one).spoken())
        .contains(
            tuple("Ben: Sailing.", Optional.of(new Spoken("Ben", "Ann: What is your hobby?"))),
            tuple("Sailing is a sport.", Optional.empty()));
  }

  @Test
  default void whatAForgottenEntrySaidShouldGoFromTheTurnsAfterItToo() {
    KnowledgeGraph graph = conversation();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry("s1", "e4"), 4, "Cara: It rains.")
            .spoken("Cara", "Ann: What is your hobby?\nBen: Sailing.")
            .build());

    graph.forgetEntries(
        SessionKey.of("alice", "s1"), Optional.of(new EntryId("e1")), ForgetMode.FORGET);

    assertThat(setting(graph, "rains", "Cara: It rains.").spoken())
        .contains(new Spoken("Cara", ""));
    assertThat(graph.retrieve(words("Sailing"))).isEmpty();
  }

  @Test
  default void whatAnEditedEntrySaidShouldGoFromTheTurnsAfterItToo() {
    KnowledgeGraph graph = conversation();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry("s1", "e2"), 2, "Cara: It rains.")
            .spoken("Cara", "Ann: What is your hobby?\nBen: Sailing.")
            .build());

    graph.write(BatchBuilder.in(DATASET).entry(entry("s1", "e1"), "Ben: Chess.").build());

    assertThat(graph.retrieve(words("Sailing"))).isEmpty();
  }

  @Test
  default void retrieveShouldFindFactsAboutTheEntitiesThatTheWordsName() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("A text.")
            .entity("Harbour", "place", "where the ferry leaves")
            .fact("Anchor Inn", "stands at", "Harbour")
            .fact("Ida", "owns", "Anchor Inn")
            .build());
    RetrievalQuery together =
        new RetrievalQuery(
            view(DATASET),
            List.of("ferry"),
            Optional.empty(),
            Set.of(Evidence.Kind.ENTITY, Evidence.Kind.FACT),
            Set.of(),
            10);

    assertThat(graph.retrieve(together))
        .extracting(Candidate::text)
        .containsExactlyInAnyOrder(
            "Harbour (place): where the ferry leaves", "Anchor Inn stands at Harbour.");
    assertThat(graph.retrieve(words(Evidence.Kind.FACT, "ferry"))).isEmpty();
  }

  private static double scoreOf(List<Candidate> found, String text) {
    return named(found, text).textScore();
  }

  private static Candidate.Setting setting(KnowledgeGraph graph, String word, String text) {
    return named(graph.retrieve(words(word)), text).setting().orElseThrow();
  }

  private static Candidate named(List<Candidate> found, String text) {
    return found.stream()
        .filter(one -> one.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not among " + found));
  }

  private static EntryKey entry(String session, String id) {
    return new EntryKey(SessionKey.of("alice", session), new EntryId(id));
  }

  private KnowledgeGraph conversation() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry("s1", "e1"), "Ann: What is your hobby?")
            .spoken("Ann", "")
            .chunk("Ben: Sailing.")
            .spoken("Ben", "Ann: What is your hobby?")
            .build());
    return graph;
  }
}
