package dev.mnemo.adapter.graph.neo4j.embedded;

import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A command that uses the server until its standard input ends, in a process of its own. */
final class ClientProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private ClientProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static ClientProcess start(EmbeddedNeo4jConfig config) throws IOException {
    List<String> command =
        List.of(
            config.javaHome().resolve("bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ClientProcess.class.getName(),
            config.folder().toString(),
            config.serverLib().toString(),
            config.cacheFolder().map(Path::toString).orElse(""),
            config.idleTimeout().toString());
    return new ClientProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Waits until it has the server; port and process id of that. */
  String serverOnceReady() throws IOException {
    return output.readLine();
  }

  /** The server's process, where this one started it. */
  Optional<ProcessHandle> startedServer() {
    return process.children().findFirst();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Lets it end in order. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  public static void main(String[] args) throws IOException {
    EmbeddedNeo4jConfig config =
        EmbeddedNeo4jConfig.of(
                Path.of(args[0]),
                Path.of(args[1]),
                Path.of(System.getProperty("java.home")),
                args[2].isEmpty() ? Optional.empty() : Optional.of(Path.of(args[2])))
            .withIdleTimeout(Duration.parse(args[3]));
    try (ManagedNeo4j server = new ManagedNeo4j(config, message -> {})) {
      ServerAddress address = server.start();
      long pid = server.status().process().map(ServerStatus.Running::pid).orElseThrow();
      System.out.println(address.uri().getPort() + " " + pid);
      int end = System.in.read();
      assert end < 0;
    }
  }
}
