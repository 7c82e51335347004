package dev.mnemo.domain.model.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Source;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {

  private static final DatasetId DATASET = new DatasetId("d");
  private static final Instant MAY = Instant.parse("2026-05-01T08:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T08:00:00Z");

  @Test
  void turnsShouldStandSessionBySessionEachFromItsBeginning() {
    Evidence answer = turn("later", 2, JUNE, 1, "answer");
    Evidence question = turn("later", 2, JUNE, 0, "question");
    Evidence early = turn("earlier", 9, MAY, 0, "early");
    Evidence first = turn("later", 1, JUNE, 0, "first");

    assertThat(ordered(answer, first, early, question))
        .containsExactly(early, first, question, answer);
  }

  @Test
  void sessionsThatWentOnAtTheSameTimeShouldNotBeMixed() {
    Evidence one = turn("one", 1, MAY, 0, "one");
    Evidence other = turn("other", 1, MAY.plusSeconds(60), 0, "other");
    Evidence oneAgain = turn("one", 2, JUNE, 0, "one again");

    assertThat(ordered(other, oneAgain, one)).containsExactly(one, oneAgain, other);
  }

  @Test
  void partsOfATextShouldStandTogetherAndBeforeWhatWasSaid() {
    Evidence said = turn("talk", 1, MAY, 0, "said");
    Evidence end = part("text", 1, "end");
    Evidence begin = part("text", 0, "begin");

    assertThat(ordered(said, end, begin)).containsExactly(begin, end, said);
  }

  @Test
  void whatStandsInNoPlaceShouldComeFirstAndBestFirst() {
    Evidence best = summary("best");
    Evidence next = summary("next");
    Evidence said = turn("talk", 1, MAY, 0, "said");

    assertThat(ordered(best, said, next)).containsExactly(best, next, said);
  }

  private static List<Evidence> ordered(Evidence... context) {
    return new Prompt("Answer.", List.of(), List.of(context), "Who?", "Who?")
        .contextInReadingOrder();
  }

  private static Evidence summary(String text) {
    return new Evidence.OfSummary(
        new NodeId(text), text, new Provenance(DATASET, List.of(), List.of()));
  }

  private static Evidence turn(
      String session, long sequence, Instant time, int position, String text) {
    EntryKey entry = new EntryKey(SessionKey.of("alice", session), new EntryId("e" + sequence));
    return chunk(new Source.SessionEntry(entry, sequence), time, position, text);
  }

  private static Evidence part(String title, int position, String text) {
    return chunk(new Source.Text(title), JUNE, position, text);
  }

  private static Evidence chunk(Source source, Instant time, int position, String text) {
    Document document =
        new Document(
            new NodeId(source.title()), source, ContentHash.of(source.title()), time, Set.of());
    return new Evidence.OfChunk(
        new NodeId(text), position, text, new Provenance(DATASET, List.of(document), List.of()));
  }
}
