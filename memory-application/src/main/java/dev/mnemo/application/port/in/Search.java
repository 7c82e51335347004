package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;
import java.util.function.Consumer;

/** Answers a question from the knowledge graph, inside a session that it remembers. */
public interface Search {

  /**
   * Reads the session's window, makes the question stand on its own, retrieves, answers, and
   * appends the turn. A session cache that is off or down never fails a search: the answer says
   * that it was not remembered, and why.
   *
   * <p>An interrupt of the calling thread, and the end of the time that a search may take, end
   * whatever is waited for, the model's call too. Neither loses an answer that is there.
   *
   * @param pieces is given the answer piece by piece, as it comes
   * @throws dev.mnemo.domain.exception.BackendUnavailableException if the time is over
   * @throws dev.mnemo.domain.exception.ConflictException if the session was ended and the request
   *     rejects that; nothing is asked of a model then
   * @throws dev.mnemo.domain.exception.NotFoundException if a dataset is named that the caller
   *     cannot read
   */
  SearchResult search(UserScope scope, SearchRequest request, Consumer<String> pieces);
}
