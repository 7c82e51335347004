package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code mnemo}. */
@Command(
    name = "mnemo",
    description = "A memory for conversational agents.",
    mixinStandardHelpOptions = true,
    versionProvider = MnemoCommand.Version.class,
    footer = {
      "",
      "Examples:",
      "  mnemo demo",
      "  mnemo remember notes.md",
      "  mnemo ask --session trip \"Where does Alice live?\"",
      "  mnemo chat --session trip",
      "",
      "'mnemo COMMAND --help' explains a command. Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
public final class MnemoCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    // UTF-8 whatever the platform says: questions and answers are in any language.
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Console console = new Console(System.in, out, err, interactive());
    Cli cli =
        new Cli(
            ConfigurationReader.ofThisProcess(),
            console,
            (configuration, on) -> Mnemo.open(configuration, what -> on.note("… " + what)),
            DetachedWorker::start);
    int code = cli.run(args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  // Only standard error matters, for progress goes there; Java cannot ask, but the launcher can.
  private static boolean interactive() {
    String told = System.getProperty("mnemo.interactive");
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
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
