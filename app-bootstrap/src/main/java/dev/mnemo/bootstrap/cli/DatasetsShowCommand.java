package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.DatasetContent;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a dataset holds. */
@Command(
    name = "show",
    description = "Show what a dataset holds: its documents, persisted turns among them.",
    footer = {
      "",
      "Examples:",
      "  mnemo datasets show",
      "  mnemo datasets show work --owner alice",
      "  mnemo datasets show --node-set user_sessions_from_cache"
    })
final class DatasetsShowCommand extends MnemoTask {

  private static final int LARGEST_PAGE = 1_000;

  @Parameters(
      paramLabel = "DATASET",
      arity = "0..1",
      description = "The dataset's name (default: main_dataset).")
  private String dataset = DatasetName.DEFAULT.value();

  @Option(names = "--owner", paramLabel = "U", description = "Whose it is (default: yours first).")
  private @Nullable String owner;

  @Option(
      names = "--node-set",
      paramLabel = "N",
      description = "Only this; user_sessions_from_cache is what sessions brought in.")
  private @Nullable String nodeSet;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many documents at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int limit;

  DatasetsShowCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    if (limit < 1) {
      throw new InvalidInputException("--limit", limit, "use 1 or more");
    }
    List<DocumentContent> documents = new ArrayList<>();
    DatasetContent page;
    Optional<Document> after = Optional.empty();
    do {
      page = mnemo.useCases().datasets().show().show(scope, request(after, documents.size()));
      documents.addAll(page.documents());
      after = page.next();
    } while (after.isPresent() && documents.size() < limit);
    if (json()) {
      ObjectNode node = DatasetText.shape(page.dataset());
      ArrayNode array = node.putArray("documents");
      documents.forEach(document -> array.add(DatasetText.shape(document)));
      node.put("more", after.isPresent());
      console.json(node);
      return DONE;
    }
    console.say(DatasetText.line(page.dataset()));
    for (DocumentContent document : documents) {
      DatasetText.lines(document).forEach(console::say);
    }
    if (after.isPresent()) {
      console.err().println("more: --limit " + 10L * limit);
    }
    return DONE;
  }

  private DatasetContent.Request request(Optional<Document> after, int shown) {
    return new DatasetContent.Request(
        new DatasetRef(Optional.ofNullable(owner).map(UserId::new), new DatasetName(dataset)),
        Optional.ofNullable(nodeSet).map(NodeSet::new),
        after,
        Math.min(limit - shown, LARGEST_PAGE));
  }
}
