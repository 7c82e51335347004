package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the settings in force. */
@Command(
    name = "config",
    description = {
      "Show every setting, its value and where it came from. Values are read from",
      "mnemo.properties in the data folder, then from the environment, then from flags."
    },
    footer = {"", "Examples:", "  mnemo config", "  MNEMO_CACHE=redis mnemo config --json"})
final class ConfigCommand implements Callable<Integer> {

  @Mixin private CommonOptions common = new CommonOptions();

  private final Cli cli;

  ConfigCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration(cli.reader());
    if (common.json()) {
      ObjectNode node = JsonShapes.object();
      for (Setting setting : Setting.values()) {
        node.putObject(setting.key())
            .put("value", configuration.shown(setting))
            .put("origin", configuration.value(setting).origin());
      }
      cli.console().json(node);
      return MnemoTask.DONE;
    }
    for (Setting setting : Setting.values()) {
      cli.console()
          .say(
              "%-20s %-28s %s%n%20s # %s"
                  .formatted(
                      setting.key(),
                      configuration.shown(setting),
                      configuration.value(setting).origin(),
                      "",
                      setting.meaning()));
    }
    return MnemoTask.DONE;
  }
}
