package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a retrieval found, with all that ranking looks at and nothing else; ranking is the core's
 * work, and what is chosen is then described.
 *
 * @param text what it says
 * @param textScore the full-text score (BM25, 0 and above, comparable within one retrieval and
 *     kind); 0 where the words did not find it
 * @param vectorScore the cosine similarity mapped to 0…1 as {@code (1 + cos) / 2}; 0 where the
 *     vector did not find it
 * @param weight of feedback, 0 to 1, 0.5 without
 * @param entities those that a fact is about; an entity itself
 * @param setting of chunks
 * @param told of facts
 */
public record Candidate(
    EvidenceId id,
    String text,
    double textScore,
    double vectorScore,
    double weight,
    Set<NodeId> entities,
    Optional<Setting> setting,
    Optional<Told> told) {

  /**
   * Where a chunk stands.
   *
   * @param whole tells its conversation, or its document, from others of its dataset; opaque
   * @param sequence of its entry in the conversation, 1, 2, 3 …; 0 in a document
   * @param position in its entry or document, 0, 1, 2 …
   * @param time what "today" means in it
   */
  public record Setting(
      String whole, long sequence, int position, Instant time, Optional<Spoken> spoken) {
    public Setting {
      Require.identifier("whole", whole, 1_024);
      Require.notNegative("sequence", sequence);
      Require.notNegative("position", position);
      Require.present("time", time);
      Require.present("spoken", spoken);
    }
  }

  /**
   * When a fact holds and who states it, as far as the reader's view shows.
   *
   * @param validity as its evidence tells it
   * @param statedBy the chunks that state it, {@value #MOST_CHUNKS} of them at most
   */
  public record Told(Validity validity, Set<NodeId> statedBy) {

    /** How many of the chunks that state a fact are named. */
    public static final int MOST_CHUNKS = 50;

    public Told {
      Require.present("validity", validity);
      statedBy = Set.copyOf(Require.present("stating chunks", statedBy));
    }
  }

  public Candidate {
    Require.present("evidence id", id);
    Require.text("text", text);
    if (!(textScore >= 0 && Double.isFinite(textScore))) {
      throw new InvalidInputException("text score", textScore, "use a finite one of 0 or more");
    }
    Require.share("vector score", vectorScore);
    Require.share("weight", weight);
    entities = Set.copyOf(Require.present("entities", entities));
    Require.present("setting", setting);
    Require.present("told", told);
  }

  /** This with other scores. */
  public Candidate scored(double byWords, double byVector) {
    return new Candidate(id, text, byWords, byVector, weight, entities, setting, told);
  }
}
