package dev.mnemo.adapter.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.testkit.TurnBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryJsonTest {

  private static final SessionKey KEY = SessionKey.of("alice", "s");
  private static final String LEAST =
      "{'id':'e','time':'2026-01-01T12:00:00Z','question':'q','answer':'a'}";

  @Test
  void everythingWrittenShouldBeReadAgain() throws IOException {
    Turn turn =
        TurnBuilder.turn("e")
            .question("\"quoted\" \\ \u0007 \uD83D\uDE80")
            .answer("")
            .context("context")
            .used(new GraphElementIds(List.of("n1", "n2"), List.of("f1")))
            .usage(new Usage(1, Long.MAX_VALUE, Optional.of(new BigDecimal("0.0012")), true))
            .metadata(Map.of("a", "1", "b", ""))
            .build();
    Optional<Feedback> feedback = Optional.of(new Feedback(4, "good"));

    assertThat(EntryJson.read(KEY, 7, EntryJson.write(turn, feedback)))
        .isEqualTo(new QAEntry(KEY, 7, turn, feedback));
  }

  @Test
  void anUnknownCostShouldStayUnknown() throws IOException {
    Turn turn = TurnBuilder.turn("e").usage(new Usage(1, 2, Optional.empty(), false)).build();

    assertThat(EntryJson.read(KEY, 1, EntryJson.write(turn, Optional.empty())).turn())
        .isEqualTo(turn);
  }

  @Test
  void anAnswerShouldBeReadHoweverLongItIs() throws IOException {
    // Beyond what the library takes for reasonable.
    Turn turn = TurnBuilder.turn("e").answer("x".repeat(20_000_001)).build();

    assertThat(EntryJson.read(KEY, 1, EntryJson.write(turn, Optional.empty())).turn())
        .isEqualTo(turn);
  }

  @Test
  void whatALaterReleaseAddsShouldBePassedOver() throws IOException {
    String more = LEAST.replace("}", ",'new':{'a':[1,{'id':'no'}]},'usage':{'new':[]}}");

    assertThat(read(more).id().value()).isEqualTo("e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{'id':'e','time':'2026-01-01T12:00:00Z','question':'q'}",
        "{'id':'e','time':'2026-01-01T12:00:00Z','question':'q','answer':1}",
        "{'id':'e','time':'noon','question':'q','answer':'a'}",
        "{'id':{'a':'e'},'time':'2026-01-01T12:00:00Z','question':'q','answer':'a'}",
      })
  void whatIsNoEntryShouldBeRefused(String text) {
    assertThatIOException().isThrownBy(() -> read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "} x",
        ",'context':1}",
        ",'nodes':'n','edges':[]}",
        ",'nodes':[1],'edges':[]}",
        ",'usage':{'in':'1'}}",
        ",'usage':{'in':99999999999999999999}}",
        ",'usage':{'in':1.5}}",
        ",'usage':{'estimated':'no'}}",
        ",'usage':{'cost':'much'}}",
        ",'metadata':{'a':{}}}",
        ",'feedback':{'text':'no score'}}",
        ",'feedback':{'score':4294967299}}",
        ",'feedback':null}",
        ",'metadata':{'a':'b'}",
      })
  void anEntryWithAMalformedPartShouldBeRefused(String end) {
    assertThatIOException().isThrownBy(() -> read(LEAST.substring(0, LEAST.length() - 1) + end));
  }

  private static QAEntry read(String text) throws IOException {
    return EntryJson.read(KEY, 1, text.replace('\'', '"'));
  }
}
