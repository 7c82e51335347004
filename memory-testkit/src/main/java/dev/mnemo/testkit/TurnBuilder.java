package dev.mnemo.testkit;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Turns for tests: valid from the start, changed in what a test is about. */
public final class TurnBuilder {

  private final EntryId id;
  private Instant time = TestClock.NOON;
  private String question;
  private String answer;
  private String context = "";
  private GraphElementIds used = GraphElementIds.NONE;
  private Usage usage = Usage.NONE;
  private Metadata metadata = Metadata.NONE;

  private TurnBuilder(EntryId id) {
    this.id = id;
    this.question = "question of " + id;
    this.answer = "answer of " + id;
  }

  /** A turn at {@link TestClock#NOON} whose texts name its id; it cost nothing. */
  public static TurnBuilder turn(String id) {
    return new TurnBuilder(new EntryId(id));
  }

  /** As {@link #turn(String)}, built. */
  public static Turn turnOf(String id) {
    return turn(id).build();
  }

  public TurnBuilder at(Instant given) {
    time = given;
    return this;
  }

  public TurnBuilder question(String text) {
    question = text;
    return this;
  }

  public TurnBuilder answer(String text) {
    answer = text;
    return this;
  }

  public TurnBuilder context(String text) {
    context = text;
    return this;
  }

  public TurnBuilder used(GraphElementIds ids) {
    used = ids;
    return this;
  }

  public TurnBuilder usage(Usage spent) {
    usage = spent;
    return this;
  }

  /** What it cost, as the provider reported it; {@code costUsd} in decimal notation. */
  public TurnBuilder cost(long tokensIn, long tokensOut, String costUsd) {
    return usage(new Usage(tokensIn, tokensOut, Optional.of(new BigDecimal(costUsd)), false));
  }

  /** What it cost where nobody knows the price. */
  public TurnBuilder unpriced(long tokensIn, long tokensOut) {
    return usage(new Usage(tokensIn, tokensOut, Optional.empty(), true));
  }

  public TurnBuilder metadata(String name, String value) {
    metadata = metadata.with(name, value);
    return this;
  }

  public TurnBuilder metadata(Map<String, String> values) {
    metadata = new Metadata(values);
    return this;
  }

  public Turn build() {
    return new Turn(id, time, question, answer, context, used, usage, metadata);
  }
}
