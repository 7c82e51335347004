package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.NodeId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Forgets documents. */
@Command(
    name = "document",
    description = "Forget documents and what only they support; sessions stay.",
    footer = {
      "",
      "Examples:",
      "  mnemo datasets show main_dataset          # tells the documents' ids",
      "  mnemo forget document ID --dry-run"
    })
final class ForgetDocumentCommand extends MnemoTask {

  @Parameters(
      paramLabel = "DOCUMENT",
      arity = "1..*",
      description = "The documents' ids, as 'mnemo datasets show' tells them.")
  private List<String> documents = List.of();

  @Mixin private DatasetOption dataset = new DatasetOption();
  @Mixin private DryRunOption dryRun = new DryRunOption();

  ForgetDocumentCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Set<NodeId> ids = documents.stream().map(NodeId::new).collect(Collectors.toSet());
    DatasetRef ref = dataset.ref();
    DeletionReport report =
        mnemo.useCases().datasets().forgetDocument().forget(scope, ref, ids, dryRun.mode());
    ObjectNode subject = JsonShapes.object().put("dataset", ref.name().value());
    documents.forEach(subject.putArray("document_ids")::add);
    DeletionText.tell(
        console, json(), Console.count(ids.size(), "document") + " of " + ref, subject, report);
    return DONE;
  }
}
