package dev.mnemo.bootstrap.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code mnemo}. */
@Command(
    name = "mnemo",
    description = "A memory for conversational agents.",
    mixinStandardHelpOptions = true,
    versionProvider = MnemoCommand.Version.class)
public final class MnemoCommand implements Runnable {

  public static void main(String[] args) {
    System.exit(new CommandLine(new MnemoCommand()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        Optional.ofNullable(MnemoCommand.class.getPackage().getImplementationVersion())
            .map(version -> "mnemo " + version)
            .orElse("mnemo, run from its classes")
      };
    }
  }
}
