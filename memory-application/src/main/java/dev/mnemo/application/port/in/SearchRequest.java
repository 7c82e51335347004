package dev.mnemo.application.port.in;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.SessionId;
import java.util.Optional;

/**
 * A question and where to look.
 *
 * @param session the conversation it belongs to; search types that do not converse ignore it
 * @param dataset only that dataset; empty for all that the caller may read
 * @param topK how many pieces of evidence to use at most, 1 to 1,000
 * @param ifEnded what to do when the session was ended
 */
public record SearchRequest(
    String question,
    SearchType type,
    SessionId session,
    Optional<DatasetRef> dataset,
    int topK,
    IfEnded ifEnded) {

  /** How many pieces of evidence are used when a call does not say. */
  public static final int DEFAULT_TOP_K = 10;

  public SearchRequest {
    if (Require.text("question", question).isBlank()) {
      throw new InvalidInputException("question", question, "ask something");
    }
    Require.present("search type", type);
    Require.present("session id", session);
    Require.present("dataset", dataset);
    Require.between("top_k", topK, 1, 1_000);
    Require.present("if ended", ifEnded);
  }

  /** The session that the search reads and writes; empty for types that use none. */
  public Optional<SessionId> sessionUsed() {
    return type.conversational() ? Optional.of(session) : Optional.empty();
  }

  /** A question in a session, over everything the caller may read. */
  public static SearchRequest of(SessionId session, String question) {
    return new SearchRequest(
        question,
        SearchType.GRAPH_COMPLETION,
        session,
        Optional.empty(),
        DEFAULT_TOP_K,
        IfEnded.REJECT);
  }
}
