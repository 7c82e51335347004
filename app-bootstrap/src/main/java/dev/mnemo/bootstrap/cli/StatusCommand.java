package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.model.ServerStatus;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.LocalServer;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Tells whether the local graph runs. */
@Command(
    name = "status",
    description = "Tell where everything is, and whether the local graph runs; starts nothing.",
    footer = {"", "Example:", "  mnemo status --json"})
final class StatusCommand extends MnemoTask {

  StatusCommand(Cli cli) {
    super(cli);
  }

  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    Optional<ServerStatus> server = mnemo.localServer().map(LocalServer::status);
    if (json()) {
      ObjectNode node = JsonShapes.object();
      node.put("data", configuration().data().toString());
      node.put("cache", configuration().shown(Setting.CACHE));
      node.put("graph", configuration().shown(Setting.GRAPH));
      server.ifPresent(status -> node.set("local_graph", shape(status)));
      console.json(node);
      return DONE;
    }
    console.say("data         " + configuration().data());
    console.say("sessions     " + configuration().shown(Setting.CACHE));
    console.say("graph        " + configuration().shown(Setting.GRAPH));
    server.ifPresent(status -> console.say("local graph  " + text(status)));
    return DONE;
  }

  private static ObjectNode shape(ServerStatus status) {
    ObjectNode node = JsonShapes.object();
    node.put("state", status.state().name().toLowerCase(Locale.ROOT));
    node.put("folder", status.folder());
    node.put("clients", status.clients());
    status
        .process()
        .ifPresent(
            process ->
                node.put("uri", process.uri().toString())
                    .put("version", process.version())
                    .put("pid", process.pid())
                    .put("since", process.since().toString()));
    return node;
  }

  private static String text(ServerStatus status) {
    String state = status.state().name().toLowerCase(Locale.ROOT);
    return status
        .process()
        .map(
            process ->
                "%s: Neo4j %s at %s, process %d, %s, since %s"
                    .formatted(
                        state,
                        process.version(),
                        process.uri(),
                        process.pid(),
                        Console.count(status.clients(), "client"),
                        process.since()))
        .orElse(state);
  }
}
