package dev.mnemo.bootstrap.real;

import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.service.UseCaseFactory;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that improves all sessions of a user, and says when it begins. */
public final class ImprovingProcess {

  private ImprovingProcess() {}

  static Process start(RealMemory memory, UserScope user, Path bill, MemorySettings settings)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dmnemo.neo4j.lib=" + System.getProperty("mnemo.neo4j.lib"),
                "-Dmnemo.test.scratch=" + System.getProperty("mnemo.test.scratch"),
                "-cp",
                System.getProperty("java.class.path"),
                ImprovingProcess.class.getName(),
                memory.folder().toString(),
                user.user().value(),
                bill.toString(),
                settings.lease().toString()));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  public static void main(String[] args) {
    UserScope user = UserScope.of(new UserId(args[1]));
    try (Mnemo mnemo = RealMemory.open(Path.of(args[0]))) {
      var useCases =
          UseCaseFactory.create(
              PaidExtractor.with(mnemo.adapters(), Path.of(args[2])),
              MemorySettings.DEFAULT.withLease(Duration.parse(args[3])));
      System.out.println("begun");
      RealMemory.improve(useCases, user);
      System.out.println("done");
    }
  }
}
