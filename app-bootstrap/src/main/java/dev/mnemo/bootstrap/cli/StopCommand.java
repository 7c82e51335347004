package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.LocalServer;
import picocli.CommandLine.Command;

/** Stops the local graph. */
@Command(
    name = "stop",
    description = "Stop the local graph; the next command that needs it starts it again.",
    footer = {"", "Example:", "  mnemo stop"})
final class StopCommand extends MnemoTask {

  StopCommand(Cli cli) {
    super(cli);
  }

  // Whoever must stop the server should not have to mend the model's settings first.
  @Override
  Configuration opened(Configuration configuration) {
    return configuration.withGraphAlone();
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    boolean stopped = mnemo.localServer().map(LocalServer::stop).orElse(false);
    if (json()) {
      console.json(JsonShapes.object().put("stopped", stopped));
    } else {
      console.say(stopped ? "the local graph is stopped" : "no local graph was running");
    }
    return DONE;
  }
}
