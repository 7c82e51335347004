package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.service.EntryText.Passage;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.graph.Spoken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryTextTest {

  private static final TextSplitter SPLITTER = new TextSplitter(20);

  @Test
  void questionAndAnswerShouldBePassagesOfTheirSpeakers() {
    List<Passage> passages = passages(entry("Where?", "There."));

    assertThat(passages).extracting(Passage::text).containsExactly("Where?", "There.");
    assertThat(passages).extracting(Passage::position).containsExactly(0, 1);
    assertThat(passages)
        .extracting(Passage::spoken)
        .containsExactly(new Spoken("User", ""), new Spoken("Assistant", "Where?"));
  }

  @Test
  void aSpeakerWhoIsNamedShouldStayInFrontOfHisWords() {
    Passage passage = passages(entry("Mary Ann: I lost my job.", "")).getFirst();

    assertThat(passage.spoken().speaker()).isEqualTo("Mary Ann");
    assertThat(passage.text()).isEqualTo("Mary Ann: I lost my job.");
    assertThat(passage.said().labelled(passage.text())).isEqualTo("Mary Ann: I lost my job.");
  }

  @Test
  void theTwoTurnsBeforeShouldBeKeptOneALine() {
    QAEntry before = entry("One\ntwo?", "Three.");

    List<Passage> passages = EntryText.passages(entry("Four?", "Five."), List.of(before), SPLITTER);

    assertThat(passages)
        .extracting(passage -> passage.spoken().preceding())
        .containsExactly("One two?\nThree.", "Three.\nFour?");
  }

  @Test
  void aLongAnswerShouldBeSplitAndALongTurnBeforeCut() {
    String lengthy = "A sentence of exactly six words. ".repeat(60);
    QAEntry before = entry("Go on?", lengthy);

    List<Passage> passages = EntryText.passages(entry("So?", lengthy), List.of(before), SPLITTER);

    assertThat(passages).hasSizeGreaterThan(10);
    assertThat(passages.getFirst().spoken().preceding())
        .hasSize("Go on?\n".length() + Spoken.MOST_OF_A_TURN);
  }

  @Test
  void theHashShouldTellEveryPersistedPartApart() {
    QAEntry entry = entry("a", "b");

    assertThat(EntryText.content(entry))
        .isEqualTo(EntryText.content(entry("a", "b")))
        .isNotEqualTo(EntryText.content(entry("ab", "")))
        .isNotEqualTo(EntryText.content(entry("a", "c")));
  }

  private static List<Passage> passages(QAEntry entry) {
    return EntryText.passages(entry, List.of(), SPLITTER);
  }

  private static QAEntry entry(String question, String answer) {
    return new QAEntry(
        SessionKey.of("alice", "talk"),
        1,
        Turn.of(new EntryId("e"), Instant.EPOCH, question, answer),
        Optional.empty());
  }
}
