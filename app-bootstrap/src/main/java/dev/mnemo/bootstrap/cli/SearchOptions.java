package dev.mnemo.bootstrap.cli;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchType;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.graph.DatasetName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and how to search; the same for one question and for a chat. */
final class SearchOptions {

  @Option(
      names = "--session",
      paramLabel = "S",
      description = "The conversation (default: default_session).")
  private String session = SessionId.DEFAULT.value();

  @Option(
      names = "--dataset",
      paramLabel = "D",
      description = "Look only in this dataset (default: all you may read).")
  private @Nullable String dataset;

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
        question,
        type,
        in,
        Optional.ofNullable(dataset).map(DatasetName::new).map(DatasetRef::of),
        topK,
        reopen ? IfEnded.REOPEN : IfEnded.REJECT);
  }
}
