package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchType;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how to search; the same for one question and for a chat. */
final class SearchOptions {

  @Option(
      names = "--session",
      paramLabel = "S",
      description = "The conversation (default: default_session).")
  private String session = SessionId.DEFAULT.value();

  @Mixin private DatasetFilter dataset = new DatasetFilter();

  @Option(
      names = "--type",
      paramLabel = "T",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "GRAPH_COMPLETION")
  private SearchType type = SearchType.GRAPH_COMPLETION;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "How many pieces of evidence to use (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int topK;

  @Option(names = "--reopen", description = "Go on with a session that was ended.")
  private boolean reopen;

  SessionId session() {
    return new SessionId(session);
  }

  SearchRequest request(String question, SessionId in) {
    return new SearchRequest(
        question, type, in, dataset.ref(), topK, reopen ? IfEnded.REOPEN : IfEnded.REJECT);
  }
}
