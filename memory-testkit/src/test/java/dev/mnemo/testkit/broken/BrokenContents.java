package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Faults in what entries keep, and in what becomes of malformed ones. */
final class BrokenContents {

  private BrokenContents() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "loses the order of metadata",
            o ->
                storing(
                    o.healthy(),
                    turn ->
                        new Turn(
                            turn.id(),
                            turn.time(),
                            turn.question(),
                            turn.answer(),
                            turn.context(),
                            turn.used(),
                            turn.usage(),
                            new Metadata(new TreeMap<>(turn.metadata().values())))),
            "entriesShouldKeepEveryField"),
        mutant(
            "keeps token counts as floating point numbers",
            o ->
                storing(
                    o.healthy(),
                    turn ->
                        spending(
                            turn,
                            new Usage(
                                (long) (double) turn.usage().tokensIn(),
                                turn.usage().tokensOut(),
                                turn.usage().costUsd(),
                                turn.usage().estimated()))),
            "entriesShouldKeepEveryField"),
        mutant(
            "stores an unknown cost as zero",
            o ->
                storing(
                    o.healthy(),
                    turn ->
                        spending(
                            turn,
                            new Usage(
                                turn.usage().tokensIn(),
                                turn.usage().tokensOut(),
                                Optional.of(turn.usage().costUsd().orElse(BigDecimal.ZERO)),
                                turn.usage().estimated()))),
            "entriesShouldKeepEmptyTextsAndUnknownCosts",
            "theRecordShouldNotKnowACostThatIsUnknownInPart",
            "usageShouldNotKnowACostThatIsUnknownInPart"),
        mutant(
            "cuts times to milliseconds",
            o ->
                storing(
                    o.healthy(),
                    turn ->
                        new Turn(
                            turn.id(),
                            turn.time().truncatedTo(ChronoUnit.MILLIS),
                            turn.question(),
                            turn.answer(),
                            turn.context(),
                            turn.used(),
                            turn.usage(),
                            turn.metadata())),
            "entriesShouldKeepTheirTimesToTheMicrosecond"),
        mutant(
            "drops control characters",
            o ->
                storing(
                    o.healthy(),
                    turn -> answering(turn, turn.answer().replaceAll("\\p{Cntrl}", ""))),
            "entriesShouldKeepAnyText"),
        mutant(
            "cuts answers at 64 KiB",
            o ->
                storing(
                    o.healthy(),
                    turn ->
                        answering(
                            turn,
                            turn.answer().substring(0, Math.min(65_536, turn.answer().length())))),
            "entriesShouldKeepVeryLongTexts"),
        mutant(
            "fails to read a session with a malformed record",
            o ->
                reading(
                    o.healthy(),
                    history -> {
                      if (!history.damaged().isEmpty()) {
                        throw new CorruptedDataException(
                            "a record", "nothing can be read", new IllegalStateException());
                      }
                      return history;
                    }),
            "readShouldSetAMalformedRecordAsideAndReturnTheOthers"),
        mutant(
            "leaves malformed records out without a word",
            o -> reading(o.healthy(), history -> new History(history.entries(), List.of())),
            "readShouldSetAMalformedRecordAsideAndReturnTheOthers"),
        mutant(
            "blanks a session with a malformed record",
            o ->
                reading(
                    o.healthy(), history -> history.damaged().isEmpty() ? history : History.EMPTY),
            "readShouldSetAMalformedRecordAsideAndReturnTheOthers"),
        mutant(
            "finds no entry where one is malformed",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
                    try {
                      return healthy.findEntry(key, id);
                    } catch (CorruptedDataException e) {
                      return Optional.empty();
                    }
                  }
                },
            "findEntryShouldReportAMalformedRecord"),
        mutant(
            "reads the whole session before it appends",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    if (!healthy.read(key, new EntryRange.Last(10_000)).damaged().isEmpty()) {
                      throw new CorruptedDataException(
                          "a record", "nothing can be written", new IllegalStateException());
                    }
                    return healthy.append(key, turn, ifEnded);
                  }
                },
            "aMalformedRecordShouldNotStopTheWritesOfItsSession"),
        mutant(
            "reads an entry before it deletes it",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public boolean deleteEntry(SessionKey key, EntryId id) {
                    return healthy.findEntry(key, id).isPresent() && healthy.deleteEntry(key, id);
                  }
                },
            "aMalformedRecordShouldBeDeletable"));
  }

  private static SessionCache storing(SessionCache cache, UnaryOperator<Turn> stored) {
    return new ForwardingSessionCache(cache) {
      @Override
      public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
        QAEntry entry = healthy.append(key, stored.apply(turn), ifEnded);
        return new QAEntry(key, entry.sequence(), turn, entry.feedback());
      }
    };
  }

  private static SessionCache reading(SessionCache cache, UnaryOperator<History> shown) {
    return new ForwardingSessionCache(cache) {
      @Override
      public History read(SessionKey key, EntryRange range) {
        return shown.apply(healthy.read(key, range));
      }
    };
  }

  private static Turn spending(Turn turn, Usage usage) {
    return new Turn(
        turn.id(),
        turn.time(),
        turn.question(),
        turn.answer(),
        turn.context(),
        turn.used(),
        usage,
        turn.metadata());
  }

  private static Turn answering(Turn turn, String answer) {
    return new Turn(
        turn.id(),
        turn.time(),
        turn.question(),
        answer,
        turn.context(),
        turn.used(),
        turn.usage(),
        turn.metadata());
  }
}
