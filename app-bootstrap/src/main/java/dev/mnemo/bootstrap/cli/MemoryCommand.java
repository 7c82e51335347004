package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.MemoryRequest;
import dev.mnemo.application.port.in.UserMemory;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gathers what matters to a session now. */
@Command(
    name = "memory",
    description =
        "Gather what is known that matters to a session now, ready for a prompt: facts and when they "
            + "hold, entities, the last turns; from all your sessions and datasets. No model is asked.",
    footer = {
      "",
      "Examples:",
      "  mnemo memory --session trip",
      "  mnemo memory --session new \"What should I bring Alice?\" --facts 5 --json"
    })
final class MemoryCommand extends MnemoTask {

  @Option(
      names = "--session",
      paramLabel = "S",
      description = "The session (default: default_session).")
  private String session = SessionId.DEFAULT.value();

  @Option(
      names = "--facts",
      paramLabel = "N",
      description = "How many facts at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int facts;

  @Option(
      names = "--entities",
      paramLabel = "N",
      description = "How many entities at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int entities;

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "How many of the last turns at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int messages;

  @Parameters(
      paramLabel = "QUESTION",
      arity = "0..*",
      description = "What you say next, where you know it already.")
  private List<String> words = List.of();

  MemoryCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Optional<String> question =
        Optional.of(String.join(" ", words)).filter(text -> !text.isBlank());
    UserMemory memory =
        mnemo
            .useCases()
            .recallMemory()
            .recall(
                scope,
                new MemoryRequest(new SessionId(session), question, facts, entities, messages));
    if (json()) {
      console.json(shape(memory));
    } else if (memory.text().isBlank()) {
      console.say("nothing is known that matters to session " + session);
    } else {
      console.say(memory.text().stripTrailing());
    }
    if (!json()) {
      memory.withoutMessages().ifPresent(reason -> console.note("without messages: " + reason));
    }
    return DONE;
  }

  private ObjectNode shape(UserMemory memory) {
    ObjectNode node = JsonShapes.object();
    node.put("session_id", session);
    node.put("text", memory.text());
    node.set("facts", JsonShapes.ranked(memory.facts()));
    node.set("entities", JsonShapes.ranked(memory.entities()));
    ArrayNode turns = node.putArray("messages");
    memory.messages().forEach(entry -> turns.add(JsonShapes.entry(entry)));
    node.put("without_messages_reason", memory.withoutMessages().orElse(null));
    return node;
  }
}
